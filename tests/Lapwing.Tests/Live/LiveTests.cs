using System.Net.WebSockets;
using Lapwing.Ingest;
using Lapwing.Probes;
using Lapwing.Tests.Api;

namespace Lapwing.Tests.Live;

public sealed class LiveTests : IAsyncLifetime
{
    private ServerFixture _server = null!;

    public async ValueTask InitializeAsync() => _server = await ServerFixture.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_subscriber_gets_a_snapshot_and_then_each_run_as_it_happens()
    {
        await _server.RunAsync("orders", 100);
        using var socket = await _server.ConnectAsync();
        await socket.SendAsync("""{"subscribe": ["targets"]}""");
        var snapshot = await socket.ReceiveAsync("targets");
        Assert.Equal(4, snapshot.GetProperty("data").GetArrayLength());
        Assert.Equal(1, snapshot.GetProperty("data")[0].GetProperty("history").GetArrayLength());

        await _server.RunAsync("orders", ProbeResult.Failed(ProbeErrorKind.Timeout, "no answer within 3 s"));
        var target = (await socket.ReceiveAsync("target")).GetProperty("data");
        Assert.Equal(("orders", "unhealthy", "no answer within 3 s"),
            (target.GetProperty("name").GetString(), target.GetProperty("state").GetString(), target.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Alerts_come_as_they_are_raised_and_are_over()
    {
        using var socket = await _server.ConnectAsync();
        await socket.SendAsync("""{"subscribe": ["alerts"]}""");
        Assert.Equal(0, (await socket.ReceiveAsync("alerts")).GetProperty("data").GetArrayLength());
        await _server.RunAsync("orders", 400);
        Assert.Equal("firing", (await socket.ReceiveAsync("alert")).GetProperty("data").GetProperty("state").GetString());
        await _server.RunAsync("orders", 100);
        Assert.Equal("resolved", (await socket.ReceiveAsync("alert")).GetProperty("data").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("rubbish", "not JSON")]
    [InlineData("{}", "no 'subscribe'")]
    [InlineData("""{"subscribe": "targets"}""", "not JSON of the form")]
    [InlineData("""{"subscribe": ["everything"]}""", "no stream \"everything\"")]
    [InlineData("""{"subscribe": [null]}""", "no stream \"null\"")]
    [InlineData("[1, 2", "not JSON")]
    public async Task Rubbish_is_answered_with_what_is_wrong_and_the_connection_stays(string message, string complaint)
    {
        using var socket = await _server.ConnectAsync();
        await socket.SendAsync(message);
        Assert.Contains(complaint, (await socket.ReceiveAsync("error")).GetProperty("message").GetString(), StringComparison.Ordinal);
        await socket.SendAsync("""{"subscribe": ["targets"]}""");
        await socket.ReceiveAsync("targets");
    }

    [Fact]
    public async Task A_complaint_does_not_send_back_what_is_long()
    {
        using var socket = await _server.ConnectAsync();
        var longName = new string('x', 10_000);
        foreach (var message in new[] { $$"""{"subscribe": ["{{longName}}"]}""", $$"""{"{{longName}}": [oops]}""" })
        {
            await socket.SendAsync(message);
            Assert.InRange((await socket.ReceiveAsync("error")).GetProperty("message").GetString()!.Length, 1, 400);
        }
    }

    [Fact]
    public async Task A_message_without_end_is_refused()
    {
        using var socket = await _server.ConnectAsync();
        await socket.SendAsync(new string('x', 20_000));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (true)
            {
                await socket.ReceiveAsync("nothing of this type");
            }
        });
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.Socket.CloseStatus);
    }

    [Fact]
    public async Task A_client_that_does_not_read_slows_nobody_and_what_it_misses_is_counted()
    {
        using var stuck = await _server.ConnectAsync();
        await stuck.SendAsync("""{"subscribe": ["targets", "samples"]}""");
        using var reading = await _server.ConnectAsync();
        await reading.SendAsync("""{"subscribe": ["samples"]}""");
        await stuck.ReceiveAsync("targets");

        // Far more than the queue and the socket's buffers hold.
        await _server.RunAsync("orders", ProbeResult.Failed(ProbeErrorKind.Query, new string('x', 64 * 1024)));
        var orders = _server.Server.Monitor.Find("orders")!;
        for (var i = 0; i < 2000; i++)
        {
            _server.Server.Live.Observe(new SampleBatch { Target = orders, Run = orders.Latest!, Series = [], Values = [] });
        }

        await _server.RunAsync("users", 77);
        double? value;
        do
        {
            var data = (await reading.ReceiveAsync("sample")).GetProperty("data").GetProperty("value");
            value = data.ValueKind == System.Text.Json.JsonValueKind.Number ? data.GetDouble() : null;
        }
        while (value != 77);
        Assert.True(_server.Server.Live.Dropped > 0, "nothing was dropped");

        // Once it reads again it is told what it missed and gets a fresh snapshot.
        var dropped = await stuck.ReceiveAsync("dropped");
        Assert.True(dropped.GetProperty("data").GetProperty("count").GetInt64() > 0);
        var snapshot = await stuck.ReceiveAsync("targets");
        Assert.Contains(snapshot.GetProperty("data").EnumerateArray(), target => target.GetProperty("name").GetString() == "users");
    }

    [Fact]
    public async Task A_client_that_leaves_is_forgotten()
    {
        var socket = await _server.ConnectAsync();
        await socket.ReceiveAsync("stats_update");
        Assert.Equal(1, _server.Server.Live.Clients);
        socket.Dispose();
        await ServerFixture.WaitAsync(() => _server.Server.Live.Clients == 0, "the client to be gone");
    }
}
