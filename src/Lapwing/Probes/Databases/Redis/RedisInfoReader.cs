using System.Collections.Frozen;
using System.Globalization;

namespace Lapwing.Probes.Databases.Redis;

/// <summary>
/// The lines of an <c>INFO</c>: plain numbers by a table, and two kinds of line that hold several numbers,
/// <c>db0:keys=5,expires=1,avg_ttl=0</c> and <c>latency_percentiles_usec_get:p50=1.0,p99=2.0</c>.
/// </summary>
internal sealed class RedisInfoReader(FrozenDictionary<string, NamedMetric> metrics) : RowReader
{
    private const string LatencyPrefix = "latency_percentiles_usec_";
    private const string Latency = "redis_latency_percentiles_usec";
    private const string Keys = "redis_db_keys";
    private const string KeysExpiring = "redis_db_keys_expiring";

    private readonly Dictionary<(string, string), Tags> _tags = [];

    public override IEnumerable<string> Metrics => [.. metrics.Values.Select(metric => metric.Name), Keys, KeysExpiring, Latency];

    protected override bool Accept(IReadOnlyList<string> columns) => true;

    protected override void Add(ReadOnlySpan<object?> row)
    {
        var (name, value) = ((string)row[0]!, (string)row[1]!);
        if (metrics.TryGetValue(name, out var metric))
            Samples.Add(new(metric.Name, ColumnValue.NumberOrState(value) * metric.Factor, metric.Tags));
        else if (name.StartsWith(LatencyPrefix, StringComparison.Ordinal))
            AddLatency(name[LatencyPrefix.Length..], value);
        else if (name.StartsWith("db", StringComparison.Ordinal) && int.TryParse(name.AsSpan(2), CultureInfo.InvariantCulture, out _))
            AddDatabase(name, value);
    }

    private void AddDatabase(string database, string value)
    {
        if (!_tags.TryGetValue((database, ""), out var tags))
            _tags[(database, "")] = tags = new(("db", database));
        foreach (var (field, number) in Fields(value))
        {
            if (field is "keys")
                Samples.Add(new(Keys, number, tags));
            else if (field is "expires")
                Samples.Add(new(KeysExpiring, number, tags));
        }
    }

    private void AddLatency(string command, string value)
    {
        foreach (var (field, number) in Fields(value))
        {
            if (!_tags.TryGetValue((command, field), out var tags))
                _tags[(command, field)] = tags = new(("cmd", command), ("quantile", field.TrimStart('p')));
            Samples.Add(new(Latency, number, tags));
        }
    }

    private static IEnumerable<(string Field, double Number)> Fields(string value) =>
        value.Split(',').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .Select(pair => (pair[0], ColumnValue.NumberOrState(pair[1])));
}
