using System.Collections.Concurrent;
using Lapwing.Ingest;
using Lapwing.Model;
using Lapwing.Probes;

namespace Lapwing.Windows;

/// <summary>
/// Keeps the sliding windows of the headline values, per target and per kind of source, as samples arrive. The windows of a target begin with
/// what is stored of it.
/// </summary>
internal sealed class TargetWindows : IBatchObserver
{
    private static readonly long Longest = (long)WindowSet.Lengths.Max(window => window.Length).TotalMilliseconds;

    private readonly ConcurrentDictionary<TargetState, WindowSet> _targets = new();
    private readonly WindowSet[] _sources;
    private readonly ISeriesReader _history;

    /// <param name="samples">Values in the count window of a kind of source: what <c>/stats</c> shows.</param>
    /// <param name="history">What is stored.</param>
    public TargetWindows(int samples, ISeriesReader history)
    {
        _history = history;
        _sources = [.. SourceNames.All.Select(_ => new WindowSet(samples))];
    }

    public WindowSet Of(Source source) => _sources[(int)source];

    /// <summary>The windows of a target; null before its first run.</summary>
    public WindowSet? Of(TargetState target) => _targets.GetValueOrDefault(target);

    public void Observe(in SampleBatch batch)
    {
        var windows = Of(batch.Target) ?? Begin(batch);
        var value = batch.Headline ?? double.NaN;
        windows.Add(batch.Timestamp, value);
        Of(batch.Target.Source).Add(batch.Timestamp, value);
    }

    public void Forget(TargetState target) => _targets.TryRemove(target, out _);

    private WindowSet Begin(in SampleBatch batch)
    {
        var windows = new WindowSet(batch.Target.Model.Window);
        var headline = TargetLabels.Headline(batch.Target.Model).Pairs.ToArray()
            .Select(pair => new LabelMatcher(pair.Key, MatchOperator.Equal, pair.Value)).ToList();
        foreach (var series in _history.Select(headline, batch.Timestamp - Longest, batch.Timestamp - 1))
        {
            foreach (var sample in series.Samples)
            {
                windows.Add(sample.Timestamp, sample.Value);
            }
        }

        return _targets.GetOrAdd(batch.Target, windows);
    }
}
