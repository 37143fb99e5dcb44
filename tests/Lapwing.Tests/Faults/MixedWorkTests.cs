using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Tests.Api;
using Lapwing.Tests.Probes;

namespace Lapwing.Tests.Faults;

public sealed class MixedWorkTests
{
    private const int IoTargets = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeastHashing = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_hundred_probes_that_do_io_run_while_others_hash_on_every_core()
    {
        await using var cpu = new CpuPool(Environment.ProcessorCount);
        var ran = new int[IoTargets];
        var hashed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

        await using var server = await ServerFixture.StartAsync(Config(), target => new ScriptedProbe(
            target is FileConfig ? HashAsync : cancellation => ReadAndWriteAsync(int.Parse(target.Name!, null), cancellation)));

        // Hashing ends only when it has seen two runs of each of the others, so I/O that waited for it would wait for ever.
        Assert.True(await hashed.Task.WaitAsync(Patience, TestContext.Current.CancellationToken), "I/O waited for hashing");

        async ValueTask<ProbeResult> HashAsync(CancellationToken cancellation)
        {
            var done = await cpu.RunAsync(_ => HashUntil(() => Array.TrueForAll(ran, runs => runs >= 2)), cancellation);
            hashed.TrySetResult(done);
            return new() { Headline = 1 };
        }

        async ValueTask<ProbeResult> ReadAndWriteAsync(int target, CancellationToken cancellation)
        {
            await RoundTripAsync(cancellation);
            Interlocked.Increment(ref ran[target]);
            return new() { Headline = 1 };
        }
    }

    private static LapwingConfig Config() => new()
    {
        Defaults = new() { Interval = TimeSpan.FromMilliseconds(100), Timeout = Patience },
        Apis = [.. Enumerable.Range(0, IoTargets).Select(i => new ApiConfig { Name = $"{i}", Url = new("http://shop.example/") })],
        Files = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(i => new FileConfig { Name = $"hash {i}", Path = $"/{i}" })],
    };

    private static bool HashUntil(Func<bool> done)
    {
        var data = new byte[1 << 20];
        var began = TimeProvider.System.GetTimestamp();
        while (!done() || TimeProvider.System.GetElapsedTime(began) < LeastHashing)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience / 2)
                return false;
            SHA256.HashData(data);
        }

        return true;
    }

    private static async Task RoundTripAsync(CancellationToken cancellation)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellation);
        using var server = await listener.AcceptTcpClientAsync(cancellation);
        await client.GetStream().WriteAsync("ping"u8.ToArray(), cancellation);
        await server.GetStream().ReadExactlyAsync(new byte[4], cancellation);
    }
}
