using Lapwing.Config;
using Lapwing.Model;

namespace Lapwing.Probes;

/// <summary>
/// What lives on of a target from run to run: its latest runs, since when it is in its state, its counters. Written by the target's own
/// runs, one after the other; read by anybody.
/// </summary>
internal sealed class TargetState(TargetModel model, long since)
{
    /// <summary>Runs kept for people to look at.</summary>
    public const int RunsKept = 20;

    private readonly Lock _lock = new();
    private readonly Queue<ProbeRun> _runs = new(RunsKept + 1);
    private ProbeRun? _latest;
    private long _since = since;
    private long _count;
    private long _failures;
    private long _retries;

    public TargetModel Model => model;

    public string Name => model.Name;

    public Source Source => model.Source;

    /// <summary>The last run; null before the first.</summary>
    public ProbeRun? Latest => Volatile.Read(ref _latest);

    /// <summary>Since when the target is as healthy or unhealthy as it is, in milliseconds since 1970-01-01 UTC.</summary>
    public long Since => Interlocked.Read(ref _since);

    /// <summary>Runs made.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Runs that found the target unhealthy.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Attempts made after the first ones of their runs.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>The latest runs, newest first.</summary>
    public IReadOnlyList<ProbeRun> Runs()
    {
        lock (_lock)
        {
            return [.. _runs.Reverse()];
        }
    }

    public void Record(ProbeRun run)
    {
        var before = Latest;
        if (before is null || before.Result.Error is null != run.Result.Error is null)
            Interlocked.Exchange(ref _since, run.Timestamp);
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _retries, run.Attempts.Count - 1);
        if (run.Result.Error is not null)
            Interlocked.Increment(ref _failures);
        lock (_lock)
        {
            _runs.Enqueue(run);
            if (_runs.Count > RunsKept)
                _runs.Dequeue();
        }

        Volatile.Write(ref _latest, run);
    }
}
