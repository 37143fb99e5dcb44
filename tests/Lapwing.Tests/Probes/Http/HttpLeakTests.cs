using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Probes.Http;
using Lapwing.Testing;

namespace Lapwing.Tests.Probes.Http;

/// <summary>Alone, for it counts what the process holds open.</summary>
[Collection(nameof(HttpLeakTests))]
[CollectionDefinition(nameof(HttpLeakTests), DisableParallelization = true)]
public sealed class HttpLeakTests
{
    [Fact]
    public async Task Failing_runs_leave_neither_sockets_nor_memory_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "counts sockets in /proc");
        await using var silent = HttpRawServer.Silent();
        await using var garbage = HttpRawServer.Sending("what?\r\n\r\n");
        await using var cut = HttpRawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        await using var large = HttpRawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + new string('x', 5000));
        await using var server = await HttpTestServer.StartAsync("down", 503);
        using var deaf = new DeafListener();
        await using var cpu = new CpuPool(1);
        HttpProbe[] probes = [.. new ApiConfig[]
        {
            new() { Url = silent.Url },
            new() { Url = new($"https://127.0.0.1:{silent.Port}/") },
            new() { Url = silent.Url, KeepAlive = true },
            new() { Url = garbage.Url },
            new() { Url = cut.Url },
            new() { Url = large.Url, MaxBody = new(1000) },
            new() { Url = new($"http://127.0.0.1:{deaf.Port}/") },
            new() { Url = new("http://127.0.0.1:1/") },
            new() { Url = server.Url() },
            new() { Url = new("https://shop.example/"), Proxy = silent.Url },
        }.Select(config => new HttpProbe(config, cpu, TimeProvider.System))];
        var sockets = OpenSockets();
        await RunAllAsync(probes, rounds: 10);
        var memory = GC.GetTotalMemory(forceFullCollection: true);

        await RunAllAsync(probes, rounds: 50);

        await SettleAsync(() => OpenSockets() <= sockets, () => $"{OpenSockets()} sockets are open, before there were {sockets}");
        // 500 runs that each left a connection's buffers behind would hold 4 MB.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 1_000_000);
        foreach (var probe in probes)
        {
            await probe.DisposeAsync();
        }
    }

    private static async Task RunAllAsync(HttpProbe[] probes, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await Task.WhenAll(probes.Select(GiveUpSoonAsync));
        }
    }

    private static async Task GiveUpSoonAsync(HttpProbe probe)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        try
        {
            Assert.NotNull((await probe.RunAsync(soon.Token)).Error);
        }
        catch (OperationCanceledException) when (soon.IsCancellationRequested)
        {
            Assert.NotNull(probe.TimedOut(TimeSpan.FromMilliseconds(20)).Error);
        }
    }

    private static int OpenSockets() => Directory.EnumerateFiles("/proc/self/fd")
        .Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) ?? false);

    /// <summary>Waits until <paramref name="settled"/>: the servers' ends close a little later than ours.</summary>
    private static async Task SettleAsync(Func<bool> settled, Func<string> otherwise)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!settled())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < HttpProbing.Patience, otherwise());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
