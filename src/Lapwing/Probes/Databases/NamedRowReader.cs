using System.Collections.Frozen;

namespace Lapwing.Probes.Databases;

/// <summary>
/// Rows that are one metric each, the name in the first column and the value in the second, as <c>SHOW GLOBAL STATUS</c> and Redis'
/// <c>INFO</c> give them. Names without an entry in <paramref name="metrics"/> are left out.
/// </summary>
internal sealed class NamedRowReader(FrozenDictionary<string, NamedMetric> metrics) : RowReader
{
    public override IEnumerable<string> Metrics => metrics.Values.Select(metric => metric.Name).Distinct();

    protected override bool Accept(IReadOnlyList<string> columns) => true;

    protected override void Add(ReadOnlySpan<object?> row)
    {
        if (row[0] is string name && metrics.TryGetValue(name, out var metric))
            Samples.Add(new(metric.Name, ColumnValue.NumberOrState(row[1]) * metric.Factor, metric.Tags));
    }
}

/// <summary>The metric that a named row becomes.</summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="Tags">Its labels.</param>
/// <param name="Factor">What brings its value to the metric's unit, such as 0.000001 from microseconds to seconds.</param>
internal readonly record struct NamedMetric(string Name, Tags Tags = default, double Factor = 1);
