using System.Net;
using Lapwing.Config;
using Lapwing.Probes.Http;
using Lapwing.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Probes.Http;

public sealed class ConnectionRaceTests
{
    [Fact]
    public void Families_take_turns_beginning_with_the_first()
    {
        IPAddress[] addresses = [.. new[] { "::1", "::2", "::3", "127.0.0.1", "127.0.0.2" }.Select(IPAddress.Parse)];

        var order = ConnectionRace.TakingTurns(addresses).Select(address => address.ToString());

        Assert.Equal(["::1", "127.0.0.1", "::2", "127.0.0.2", "::3"], order);
    }

    [Fact]
    public async Task An_address_that_refuses_makes_way_at_once()
    {
        await using var server = await HttpTestServer.StartAsync();

        // Fake time stands still: without the refusal, the second address would never be tried.
        var config = new ApiConfig { Url = server.Url(host: "shop.example") };
        var result = await HttpProbing.ProbeAsync(config, new FakeTimeProvider(), Resolving("127.0.0.2", "127.0.0.1"));

        Assert.Null(result.Error);
    }

    [Fact]
    public async Task A_dead_address_is_overtaken_after_its_head_start()
    {
        await using var server = await HttpTestServer.StartAsync();
        using var dead = new DeafListener(IPAddress.Parse("127.0.0.2"), server.Port);
        var time = new FakeTimeProvider();

        var config = new ApiConfig { Url = server.Url(host: "shop.example") };
        var probing = HttpProbing.ProbeAsync(config, time, Resolving("127.0.0.2", "127.0.0.1"));
        await AdvanceUntilDoneAsync(time, probing);

        var result = await probing;
        Assert.Null(result.Error);
        Assert.InRange(result.Metric("probe_http_duration_seconds", "connect"), 0.25, double.MaxValue);
    }

    [Fact]
    public async Task When_all_addresses_fail_each_is_named()
    {
        await using var server = await HttpTestServer.StartAsync();
        await server.DisposeAsync();

        var config = new ApiConfig { Url = server.Url(host: "shop.example") };
        var result = await HttpProbing.ProbeAsync(config, lookup: Resolving("127.0.0.2", "127.0.0.3"));

        var both = $"connection refused by 127.0.0.2:{server.Port}; connection refused by 127.0.0.3:{server.Port}";
        Assert.Equal(both, result.Error!.Message);
    }

    private static HostLookup Resolving(params string[] addresses) =>
        (_, _, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());

    private static async Task AdvanceUntilDoneAsync(FakeTimeProvider time, Task done)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (!done.IsCompleted && TimeProvider.System.GetElapsedTime(limit) < HttpProbing.Patience)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
