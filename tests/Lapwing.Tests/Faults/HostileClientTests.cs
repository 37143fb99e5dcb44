using System.Net.WebSockets;
using System.Text;
using Lapwing.Tests.Api;

namespace Lapwing.Tests.Faults;

/// <summary>WebSocket clients that mean no good, or do not know better, beside one that does.</summary>
public sealed class HostileClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private ServerFixture _server = null!;
    private LiveSocket _good = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerFixture.StartAsync(new()
        {
            Defaults = new() { Interval = TimeSpan.FromHours(1) },
            Apis = [new() { Name = "orders", Url = new("http://shop.example/") }],
        });
        _good = await _server.ConnectAsync();
        await _good.SendAsync("""{"subscribe": ["targets", "samples"]}""");
        await _good.ReceiveAsync("targets");
    }

    public ValueTask DisposeAsync()
    {
        _good.Dispose();
        return _server.DisposeAsync();
    }

    public static TheoryData<string, byte[]> BrokenFrames => new()
    {
        { "no mask", [0x81, 15, .. "{\"subscribe\":[]}"u8] },
        { "unknown kind of frame", RawWebSocket.Frame(0x83, "{}"u8) },
        { "reserved bits", RawWebSocket.Frame(0xf1, "{}"u8) },
        { "the continuation of nothing", RawWebSocket.Frame(0x80, "{}"u8) },
        { "a second beginning", [.. RawWebSocket.Frame(0x01, "{"u8), .. RawWebSocket.Frame(0x81, "}"u8)] },
        { "a ping in pieces", RawWebSocket.Frame(0x09, "x"u8) },
        { "a long ping", RawWebSocket.Frame(0x89, new byte[200]) },
        { "a close of one byte", RawWebSocket.Frame(0x88, "x"u8) },
        { "a negative length", [0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0] },
        { "another protocol", Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n") },
    };

    [Theory]
    [MemberData(nameof(BrokenFrames))]
    public async Task A_client_that_breaks_the_protocol_is_hung_up_on(string what, byte[] frames)
    {
        using var broken = await RawWebSocket.ConnectAsync(_server.Http.BaseAddress!);
        await broken.SendAsync(frames);
        await broken.ReadToEndAsync(Patience);
        await AssertGoodGoesOnAlone(what);
    }

    public static TheoryData<string, byte[]> WrongMessages => new()
    {
        { "binary", RawWebSocket.Frame(0x82, [0, 255, 1, 254]) },
        { "text that is none", RawWebSocket.Frame(0x81, [0xff, 0xfe, 0xc0]) },
        { "nothing", RawWebSocket.Frame(0x81, []) },
        { "half a surrogate", RawWebSocket.Frame(0x81, """{"subscribe": ["\ud800"]}"""u8) },
        { "deep", RawWebSocket.Frame(0x81, Encoding.ASCII.GetBytes(new string('[', 10_000))) },
        { "a ping, a pong and nothing else", [.. RawWebSocket.Frame(0x89, "x"u8), .. RawWebSocket.Frame(0x8a, "y"u8)] },
        { "half a message", RawWebSocket.Frame(0x01, "{"u8) },
        { "half a frame", [0x81, 0xfe, 0x10] },
    };

    [Theory]
    [MemberData(nameof(WrongMessages))]
    public async Task A_client_that_sends_rubbish_and_breaks_off_is_forgotten(string what, byte[] frames)
    {
        var broken = await RawWebSocket.ConnectAsync(_server.Http.BaseAddress!);
        await broken.SendAsync(frames);
        await ServerFixture.WaitAsync(() => _server.Server.Live.Clients == 2, "two clients");
        await AssertGoodGetsAsync(1);
        broken.Break();
        await AssertGoodGoesOnAlone(what);
    }

    [Fact]
    public async Task A_client_that_sends_nothing_but_rubbish_is_hung_up_on_in_the_end()
    {
        using var rubbish = await _server.ConnectAsync();
        for (var i = 0; i <= 100; i++)
        {
            await rubbish.SendAsync("rubbish");
        }

        await Assert.ThrowsAnyAsync<Exception>(() => rubbish.ReceiveAsync("nothing of this type"));
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, rubbish.Socket.CloseStatus);
        await AssertGoodGoesOnAlone("rubbish");
    }

    [Fact]
    public async Task Two_thousand_clients_that_come_and_go_take_nothing_from_one_that_stays()
    {
        var storm = Parallel.ForEachAsync(
            Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (i, _) =>
            {
                using var client = await RawWebSocket.ConnectAsync(_server.Http.BaseAddress!);
                if (i % 2 == 0)
                    await client.SendAsync(RawWebSocket.Frame(0x81, """{"subscribe": ["targets", "samples", "alerts"]}"""u8));
                if (i % 3 == 0)
                    client.Break();
                else if (i % 3 == 1)
                    await client.SendAsync(RawWebSocket.Frame(0x88, []));
            });

        for (var value = 1; !storm.IsCompleted; value++)
        {
            await AssertGoodGetsAsync(value);
        }

        await storm;
        await AssertGoodGoesOnAlone("the storm");
    }

    private async Task AssertGoodGoesOnAlone(string after)
    {
        await ServerFixture.WaitAsync(() => _server.Server.Live.Clients == 1, $"the client to be gone that sent {after}");
        await AssertGoodGetsAsync(7777);
        Assert.Equal(1, await _server.MetricAsync("lapwing_live_clients"));
    }

    /// <summary>What is measured now comes, behind what may have been measured before.</summary>
    private async Task AssertGoodGetsAsync(double value)
    {
        await _server.RunAsync("orders", value);
        while ((await _good.ReceiveAsync("sample")).GetProperty("data").GetProperty("value").GetDouble() != value)
        {
        }
    }
}
