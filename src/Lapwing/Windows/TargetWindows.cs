using System.Collections.Concurrent;
using Lapwing.Ingest;
using Lapwing.Model;
using Lapwing.Probes;

namespace Lapwing.Windows;

/// <summary>Keeps the sliding windows of the headline values, per target and per kind of source, as samples arrive.</summary>
internal sealed class TargetWindows : IBatchObserver
{
    private readonly ConcurrentDictionary<TargetState, WindowSet> _targets = new();
    private readonly WindowSet[] _sources;

    /// <param name="samples">Values in the count window of a kind of source: what <c>/stats</c> shows.</param>
    public TargetWindows(int samples) => _sources = [.. SourceNames.All.Select(_ => new WindowSet(samples))];

    public WindowSet Of(Source source) => _sources[(int)source];

    /// <summary>The windows of a target; null before its first run.</summary>
    public WindowSet? Of(TargetState target) => _targets.GetValueOrDefault(target);

    public void Observe(in SampleBatch batch)
    {
        var windows = _targets.GetOrAdd(batch.Target, static target => new WindowSet(target.Model.Window));
        var value = batch.Headline ?? double.NaN;
        windows.Add(batch.Timestamp, value);
        Of(batch.Target.Source).Add(batch.Timestamp, value);
    }

    public void Forget(TargetState target) => _targets.TryRemove(target, out _);
}
