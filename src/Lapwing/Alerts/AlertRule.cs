using Lapwing.Config.Values;
using Lapwing.Model;
using Lapwing.PromQL;

namespace Lapwing.Alerts;

/// <summary>A rule, resolved: when it is raised and what it then says. Two rules are equal when all they say is equal.</summary>
/// <param name="Name">The name of the alert.</param>
/// <param name="Condition">When it is raised, for each series on its own.</param>
/// <param name="For">How long the condition must hold first.</param>
/// <param name="Labels">Labels put on the alert.</param>
/// <param name="Annotations">Texts for people.</param>
internal sealed record AlertRule(
    string Name, ThresholdCondition Condition, TimeSpan For, ValueMap<string> Labels, ValueMap<string> Annotations)
{
    /// <summary>The labels of the alert that this rule raises for a series, as Prometheus makes them.</summary>
    public Labels AlertLabels(Labels series) =>
        Model.Labels.From([.. series.Without(Model.Labels.MetricName).Pairs.ToArray(), .. Labels, new("alertname", Name)]);
}
