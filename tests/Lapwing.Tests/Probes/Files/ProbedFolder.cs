using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Probes.Files;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Probes.Files;

/// <summary>A folder with a probe of what is in it.</summary>
internal sealed class ProbedFolder : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CpuPool _cpu = new(workers: 1);

    /// <param name="path">Relative to the folder.</param>
    /// <param name="options">What the probe is to watch, besides the path.</param>
    /// <param name="watcher">By default that of the process.</param>
    public ProbedFolder(string path, FileConfig? options = null, IFileWatcher? watcher = null)
    {
        Target = Folder[path];
        Probe = new((options ?? new() { Path = "" }) with { Path = Target }, _cpu, Time, watcher);
        Probe.Changed += () => Interlocked.Exchange(ref _changed, new()).TrySetResult();
    }

    private TaskCompletionSource _changed = new();

    public TempFolder Folder { get; } = new();

    /// <summary>The path that is watched.</summary>
    public string Target { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(50));

    public FileProbe Probe { get; }

    /// <summary>Ends when the probe next says that something changed.</summary>
    public Task Changed => _changed.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public static FileConfig Counting(string regex = "hit", string metric = "hits_total") =>
        new() { Path = "", Match = [new() { Metric = metric, Regex = regex }] };

    public async Task<ProbeResult> RunAsync() => await Probe.RunAsync(TestContext.Current.CancellationToken);

    public async Task<double?> RunAsync(string metric) => (await RunAsync()).Value(metric);

    public async ValueTask DisposeAsync()
    {
        await Probe.DisposeAsync();
        await _cpu.DisposeAsync();
        Folder.Dispose();
    }
}

internal static class ProbeResultExtensions
{
    /// <summary>The measurement of this name; null when there is none.</summary>
    public static double? Value(this ProbeResult result, string metric)
    {
        foreach (var measurement in result.Measurements.Span)
        {
            if (measurement.Name == metric)
                return measurement.Value;
        }

        return null;
    }
}
