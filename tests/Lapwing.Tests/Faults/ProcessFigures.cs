using System.Globalization;
using Lapwing.Tests.Api;

namespace Lapwing.Tests.Faults;

/// <summary>What this process holds.</summary>
/// <param name="Files">Open file descriptors.</param>
/// <param name="Sockets">Those of them that are sockets.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Timers">Timers that are set.</param>
/// <param name="Queue">Work that waits for the thread pool.</param>
/// <param name="Memory">Managed memory after a collection, but for the samples that the store is there to keep.</param>
internal sealed record ProcessFigures(int Files, int Sockets, int Threads, long Timers, long Queue, long Memory)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<ProcessFigures> TakeAsync(ServerFixture server)
    {
        var kept = await server.MetricAsync("lapwing_head_bytes");
        var open = Directory.GetFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget).ToList();
        return new(
            open.Count,
            open.Count(target => target?.StartsWith("socket:", StringComparison.Ordinal) is true),
            Directory.GetDirectories("/proc/self/task").Length,
            Timer.ActiveCount,
            ThreadPool.PendingWorkItemCount,
            GC.GetTotalMemory(forceFullCollection: true) - (long)kept);
    }

    /// <summary>Waits until no more is held than <paramref name="most"/>: the other ends of connections close a little later.</summary>
    public static async Task SettleAsync(ServerFixture server, ProcessFigures most)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var now = await TakeAsync(server);
            if (now.Files <= most.Files && now.Sockets <= most.Sockets && now.Threads <= most.Threads && now.Timers <= most.Timers
                && now.Queue <= most.Queue && now.Memory <= most.Memory)
                return;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"{now} is more than {most}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}

internal static class ServerMetrics
{
    extension(ServerFixture server)
    {
        /// <summary>A number of <c>/metrics</c>.</summary>
        public async Task<double> MetricAsync(string name)
        {
            var text = await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
            var line = text.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
            return double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
        }
    }
}
