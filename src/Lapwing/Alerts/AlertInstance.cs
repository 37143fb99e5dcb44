using System.Globalization;
using Lapwing.Model;
using Lapwing.PromQL.Syntax;

namespace Lapwing.Alerts;

/// <summary>
/// One rule watching one series: inactive, pending or firing. Samples come from the runs of one target, one after the other; every change
/// of state is made under the lock of <see cref="ActiveAlerts"/>.
/// </summary>
internal sealed class AlertInstance(AlertRule rule, SeriesRef series, Labels seriesLabels, string target, Source source)
{
    private readonly string _metric = seriesLabels.Name;
    private readonly Labels _labels = rule.AlertLabels(seriesLabels);

    public AlertRule Rule => rule;

    public SeriesRef Series => series;

    public string Target => target;

    /// <summary>Null while the condition does not hold.</summary>
    public AlertState? State { get; set; }

    public double Value { get; set; }

    public long ActiveAt { get; set; }

    public long? FiredAt { get; set; }

    public long? NoDataSince { get; set; }

    public Alert Snapshot() => new()
    {
        Id = Fingerprint(_labels),
        Rule = rule.Name,
        Metric = _metric,
        Target = target,
        Source = source,
        State = State ?? AlertState.Resolved,
        Value = Value,
        Condition = rule.Condition.ToString(),
        Operator = rule.Condition.Comparison.Text,
        Threshold = rule.Condition.Threshold,
        ActiveAt = ActiveAt,
        FiredAt = FiredAt,
        NoDataSince = NoDataSince,
        Labels = _labels,
        Annotations = rule.Annotations,
    };

    /// <summary>FNV-1a over names and values, 64 bits, in hexadecimal: the same in every process, as receivers of notifications need it.</summary>
    private static string Fingerprint(Labels labels)
    {
        var hash = 14695981039346656037UL;
        foreach (var (name, value) in labels.Pairs)
        {
            Mix(name);
            Mix(value);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);

        void Mix(string text)
        {
            foreach (var c in text)
            {
                hash = (hash ^ c) * 1099511628211UL;
            }

            hash = (hash ^ 0xffff) * 1099511628211UL; // no label holds U+FFFF: it separates
        }
    }
}
