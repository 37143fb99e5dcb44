using Lapwing.Ingest;
using Lapwing.Model;
using Lapwing.Probes;
using Lapwing.Storage;

namespace Lapwing.Alerts;

/// <summary>
/// Decides the rules on every sample as it arrives. Which rules look at a series is found out once, at its first sample; after that a
/// sample costs one array access and one comparison per rule, without a lock or an allocation.
/// </summary>
internal sealed class AlertObserver(SeriesStore store, ActiveAlerts active, TimeProvider time) : IBatchObserver
{
    private readonly Lock _growth = new();
    private Table _table = new(RuleSet.Empty, []);

    public RuleSet Rules => Volatile.Read(ref _table).Rules;

    /// <summary>Puts other rules in force. Alerts of rules that stay as they are go on; those of rules that are gone end.</summary>
    public void Apply(RuleSet rules)
    {
        lock (_growth)
        {
            Volatile.Write(ref _table, new Table(rules, []));
        }

        var kept = rules.Rules.ToHashSet();
        active.EndWhere(alert => !kept.Contains(alert.Rule), Now(), "the rule was removed or changed");
    }

    public void Observe(in SampleBatch batch)
    {
        var table = Volatile.Read(ref _table);
        for (var i = 0; i < batch.Series.Length; i++)
        {
            var series = batch.Series[i];
            var instances = series.Index < table.Series.Length ? table.Series[series.Index] : null;
            foreach (var instance in instances ?? Resolve(series, batch.Target))
            {
                Decide(instance, batch.Timestamp, batch.Values[i]);
            }
        }
    }

    public void Forget(TargetState target) =>
        active.EndWhere(alert => alert.Target == target.Name, Now(), "the target was removed or changed");

    private void Decide(AlertInstance instance, long time, double value)
    {
        if (double.IsNaN(value))
        {
            if (instance.State is not null)
                active.Miss(instance, time);
        }
        else if (instance.Rule.Condition.Holds(value))
        {
            // A raised alert only needs its value; the others may change state.
            if (instance is { State: AlertState.Firing, NoDataSince: null })
                instance.Value = value;
            else
                active.Hold(instance, time, value);
        }
        else if (instance.State is not null)
        {
            active.End(instance, time, value);
        }
    }

    private AlertInstance[] Resolve(SeriesRef series, TargetState target)
    {
        lock (_growth)
        {
            var table = _table;
            if (series.Index >= table.Series.Length)
            {
                var larger = new AlertInstance[]?[Math.Max(64, 2 * (series.Index + 1))];
                table.Series.CopyTo(larger, 0);
                table = new Table(table.Rules, larger);
                Volatile.Write(ref _table, table);
            }

            var labels = store.LabelsOf(series);
            return table.Series[series.Index] ??=
                [.. table.Rules.For(labels).Select(rule => active.Find(rule, series) ?? new AlertInstance(rule, series, labels, target.Name, target.Source))];
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The rules in force, and for each series number those that look at it; null where that is not known yet.</summary>
    private sealed record Table(RuleSet Rules, AlertInstance[]?[] Series);
}
