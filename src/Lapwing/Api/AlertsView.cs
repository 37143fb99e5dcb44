using Lapwing.Alerts;
using Lapwing.Model;

namespace Lapwing.Api;

/// <summary>The contract's <c>/alerts</c>: the keys of the firing alerts, each once, and their number; beside them each alert in full.</summary>
internal sealed record AlertsView(IReadOnlyList<string> ActiveAlerts, int TotalAlerts, IReadOnlyList<AlertView> Alerts)
{
    public static AlertsView Of(ActiveAlerts active)
    {
        var firing = active.Firing();
        var keys = Keys(firing);
        return new(keys, keys.Count, [.. firing.Select(AlertView.Of)]);
    }

    public static IReadOnlyList<string> Keys(IEnumerable<Alert> firing) => [.. firing.Select(alert => alert.Key).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>An alert. Times are milliseconds since 1970-01-01 UTC.</summary>
internal sealed record AlertView
{
    /// <summary>Equal for the same rule and series at any time.</summary>
    public required string Id { get; init; }

    public required string Rule { get; init; }

    /// <summary>The contract's key, <c>{rule}_{metric}</c>.</summary>
    public required string Key { get; init; }

    public required string Metric { get; init; }

    public required string Target { get; init; }

    public required string Source { get; init; }

    /// <summary><c>firing</c> or <c>resolved</c>.</summary>
    public required string State { get; init; }

    /// <summary>The value that decided; null where JSON has no such number.</summary>
    public double? Value { get; init; }

    /// <summary>The condition, in PromQL.</summary>
    public required string Condition { get; init; }

    public required string Operator { get; init; }

    public double? Threshold { get; init; }

    /// <summary>Since when the condition holds.</summary>
    public required long ActiveAt { get; init; }

    public long? FiredAt { get; init; }

    public long? ResolvedAt { get; init; }

    /// <summary>Since when the series has no value.</summary>
    public long? NoDataSince { get; init; }

    /// <summary>Why it is over, where that is not its condition.</summary>
    public string? Reason { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    public static AlertView Of(Alert alert) => new()
    {
        Id = alert.Id,
        Rule = alert.Rule,
        Key = alert.Key,
        Metric = alert.Metric,
        Target = alert.Target,
        Source = alert.Source.Name,
        State = alert.State == AlertState.Resolved ? "resolved" : "firing",
        Value = WindowView.Finite(alert.Value),
        Condition = alert.Condition,
        Operator = alert.Operator,
        Threshold = WindowView.Finite(alert.Threshold),
        ActiveAt = alert.ActiveAt,
        FiredAt = alert.FiredAt,
        ResolvedAt = alert.ResolvedAt,
        NoDataSince = alert.NoDataSince,
        Reason = alert.Reason,
        Labels = alert.Labels.Pairs.ToArray().ToDictionary(pair => pair.Key, pair => pair.Value),
        Annotations = alert.Annotations,
    };
}
