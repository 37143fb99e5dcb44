using Lapwing.Config.Validation;
using Lapwing.Config.Values;

namespace Lapwing.Config;

/// <summary>A group of alert rules, in Prometheus' form.</summary>
internal sealed record RuleGroupConfig
{
    /// <summary>Name of the group, unique in the file.</summary>
    [NotEmpty]
    public required string Name { get; init; }

    /// <summary>The rules. Default: none.</summary>
    public ValueList<AlertRuleConfig> Rules { get; init; } = [];
}

/// <summary>An alert rule, in Prometheus' form. A rule named as a built-in one replaces that one.</summary>
internal sealed record AlertRuleConfig
{
    /// <summary>Name of the alert.</summary>
    [NotEmpty]
    public required string Alert { get; init; }

    /// <summary>When it is raised: a selector compared with a number, such as <c>api_response_time{target="orders"} > 300</c>.</summary>
    public required string Expr { get; init; }

    /// <summary>How long the condition must hold first. Default: 0s, at once.</summary>
    public TimeSpan For { get; init; }

    /// <summary>Labels put on the alert; not <c>alertname</c>, which Lapwing sets. Default: none.</summary>
    [LabelNames("__name__", "alertname")]
    public ValueMap<string> Labels { get; init; } = ValueMap<string>.Empty;

    /// <summary>Texts for people, such as <c>summary</c> and <c>description</c>. Default: none.</summary>
    [LabelNames]
    public ValueMap<string> Annotations { get; init; } = ValueMap<string>.Empty;
}
