using Lapwing.Alerts;
using Lapwing.Model;

namespace Lapwing.Tests.Alerts.Notifiers;

/// <summary>Alerts to tell of.</summary>
internal static class SomeAlert
{
    /// <summary>A slow API, raised at the first second of 2026.</summary>
    public static Alert Firing(string target = "orders") => new()
    {
        Id = "00000000000000ab",
        Rule = "slow",
        Metric = "api_response_time",
        Target = target,
        Source = Source.Api,
        State = AlertState.Firing,
        Value = 512.5,
        Condition = "api_response_time > 300",
        Operator = ">",
        Threshold = 300,
        ActiveAt = 1767225600000,
        FiredAt = 1767225601000,
        Labels = Labels.From(("alertname", "slow"), ("target", target)),
        Annotations = new([new("summary", "Orders are slow.")]),
    };

    public static Alert Resolved(string target = "orders", string? reason = null) =>
        Firing(target) with { State = AlertState.Resolved, Value = 100, ResolvedAt = 1767225605250, Reason = reason };
}
