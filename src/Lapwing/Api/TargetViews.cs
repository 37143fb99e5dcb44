using Lapwing.Ingest;
using Lapwing.Model;
using Lapwing.Probes;
using Lapwing.Storage;
using Lapwing.Windows;
using Monitor = Lapwing.Probes.Monitor;

namespace Lapwing.Api;

/// <summary>Puts together what there is to see of targets, from their states, their windows and the store. Safe for many threads.</summary>
internal sealed class TargetViews(Monitor monitor, SeriesStore store, TargetWindows windows, TimeProvider time)
{
    private static readonly TimeSpan History = TimeSpan.FromMinutes(5);

    /// <summary>Every target with its history, by kind and name.</summary>
    public IReadOnlyList<TargetView> All() =>
        [.. monitor.Targets.OrderBy(target => target.Source).ThenBy(target => target.Name, StringComparer.Ordinal).Select(WithHistory)];

    /// <summary>Everything of one target; null where there is none of that name.</summary>
    public TargetDetailsView? Details(string name) => monitor.Find(name) is { } target
        ? new(WithHistory(target))
        {
            Windows = Windows(target),
            Results = [.. target.Runs().Select(RunView.Of)],
            Metrics = Metrics(target),
        }
        : null;

    private TargetView WithHistory(TargetState target)
    {
        var now = Now();
        var samples = HeadlineSamples(target, now - (long)History.TotalMilliseconds, now);
        return TargetView.Of(target) with { History = [.. samples.Select(sample => new double?[] { sample.Timestamp, WindowView.Finite(sample.Value) })] };
    }

    private Dictionary<string, WindowView> Windows(TargetState target)
    {
        var set = windows.Of(target) ?? new WindowSet(target.Model.Window);
        var now = Now();
        var views = new Dictionary<string, WindowView> { [$"last_{set.Samples}"] = WindowView.Of(set.LastSamples(), Quantiles.Of(set.LastValues())) };
        for (var i = 0; i < WindowSet.Lengths.Count; i++)
        {
            var (name, length) = WindowSet.Lengths[i];
            var values = HeadlineSamples(target, now - (long)length.TotalMilliseconds, now).Select(sample => sample.Value).Where(value => !double.IsNaN(value));
            views[name] = WindowView.Of(set.Last(i, now), Quantiles.Of(values.ToArray()));
        }

        return views;
    }

    private List<MetricView> Metrics(TargetState target)
    {
        var now = Now();
        var since = target.Latest?.Timestamp ?? now;
        return
        [
            .. store.Select([new("source", MatchOperator.Equal, target.Source.Name), new("target", MatchOperator.Equal, target.Name)], since, long.MaxValue)
                .Where(series => !StaleMarker.Is(series.Samples[^1].Value))
                .OrderBy(series => series.Labels.Name, StringComparer.Ordinal)
                .Select(series => new MetricView(series.Labels.Name, OwnLabels(series.Labels),
                    WindowView.Finite(series.Samples[^1].Value), series.Samples[^1].Timestamp)),
        ];
    }

    /// <summary>The labels that tell a target's series apart.</summary>
    private static Dictionary<string, string> OwnLabels(Labels labels) => labels.Pairs.ToArray()
        .Where(pair => pair.Key is not (Labels.MetricName or "source" or "target")).ToDictionary(pair => pair.Key, pair => pair.Value);

    private List<Sample> HeadlineSamples(TargetState target, long from, long to)
    {
        var samples = new List<Sample>();
        if (store.TryGet(TargetLabels.Headline(target.Model), out var series))
            store.CopyTo(series, from, to, samples);
        return samples;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
