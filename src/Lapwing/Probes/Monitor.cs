using System.Collections.Concurrent;
using Lapwing.Config;
using Lapwing.Scheduling;

namespace Lapwing.Probes;

/// <summary>
/// Joins schedule and probes: every target of the configuration runs on its cadence, and each run goes to ingest. Applying another
/// configuration starts and ends targets as needed and leaves an equal one undisturbed, with its state and its schedule.
/// </summary>
/// <remarks><see cref="ApplyAsync"/> and <see cref="StopAsync"/> are for one caller at a time; everything else for any thread.</remarks>
internal sealed partial class Monitor(
    Scheduler scheduler, Func<TargetConfig, IProbe> createProbe, IRunSink sink, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    /// <summary>Least time between extra runs of one target: a log that grows all the time is not read without pause.</summary>
    public static readonly TimeSpan ExtraRunGap = TimeSpan.FromMilliseconds(250);

    private readonly ILogger _logger = loggers.CreateLogger<Monitor>();
    private readonly ConcurrentDictionary<string, WatchedTarget> _targets = new();

    /// <summary>The targets watched, in no particular order.</summary>
    public IEnumerable<TargetState> Targets => _targets.Values.Select(target => target.State);

    /// <summary>The runs of all targets since the start.</summary>
    public RunTotals Totals { get; } = new();

    public TargetState? Find(string name) => _targets.TryGetValue(name, out var target) ? target.State : null;

    /// <summary>Watches exactly these targets from now on.</summary>
    public async Task ApplyAsync(IReadOnlyList<TargetModel> models)
    {
        var wanted = models.ToDictionary(model => model.Name);
        var ended = _targets.Values.Where(target => !wanted.TryGetValue(target.State.Name, out var model) || model != target.State.Model).ToList();
        await Task.WhenAll(ended.Select(EndAsync));
        foreach (var model in models.Where(model => !_targets.ContainsKey(model.Name)))
        {
            Begin(model);
        }

        LogApplied(_targets.Count, ended.Count);
    }

    /// <summary>Ends all: runs under way have <paramref name="grace"/> to finish.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await scheduler.StopAsync(grace);
        await Task.WhenAll(_targets.Values.Select(target => target.DisposeAsync().AsTask()));
    }

    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero);

    private void Begin(TargetModel model)
    {
        var state = new TargetState(model, time.GetUtcNow().ToUnixTimeMilliseconds());
        var probe = CreateProbe(model);
        var retrying = new RetryingProbe(model, probe, time, loggers.CreateLogger<RetryingProbe>());
        var target = new WatchedTarget(state, retrying, probe as IChangeSignal, () => scheduler.RunNow(model.Name), time);
        _targets[model.Name] = target;
        scheduler.Add(model.Name, model.Interval, (_, stop) => RunAsync(target, stop));
    }

    private IProbe CreateProbe(TargetModel model)
    {
        try
        {
            return createProbe(model.Config);
        }
        catch (Exception e)
        {
            LogUnmade(model.Name, e);
            return new UnmadeProbe(e.Message);
        }
    }

    private async Task EndAsync(WatchedTarget target)
    {
        await scheduler.RemoveAsync(target.State.Name);
        _targets.TryRemove(target.State.Name, out _);
        sink.Forget(target.State);
        await target.DisposeAsync();
    }

    private async Task RunAsync(WatchedTarget target, CancellationToken stop)
    {
        var run = await target.Probe.RunAsync(stop);
        var wasHealthy = target.State.Latest?.Result.Error is null;
        target.State.Record(run);
        Totals.Add(target.State.Source, run);
        if (run.Result.Error is { } error && wasHealthy)
            LogUnhealthy(target.State.Name, error.Kind.Name, error.Message);
        else if (run.Result.Error is null && !wasHealthy)
            LogHealthy(target.State.Name);
        sink.Accept(target.State, run);
    }

    [LoggerMessage(LogLevel.Information, "Watching {Count} targets ({Ended} ended or changed)")]
    private partial void LogApplied(int count, int ended);

    [LoggerMessage(LogLevel.Error, "The probe of {Target} could not be made; the target is shown as unhealthy")]
    private partial void LogUnmade(string target, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Target} is unhealthy ({Status}): {Message}")]
    private partial void LogUnhealthy(string target, string status, string message);

    [LoggerMessage(LogLevel.Information, "{Target} is healthy again")]
    private partial void LogHealthy(string target);
}
