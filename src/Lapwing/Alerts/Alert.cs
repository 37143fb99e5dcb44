using Lapwing.Config.Values;
using Lapwing.Model;

namespace Lapwing.Alerts;

/// <summary>Where an alert stands.</summary>
internal enum AlertState
{
    /// <summary>The condition holds, but not yet for as long as the rule asks.</summary>
    Pending,

    /// <summary>Raised.</summary>
    Firing,

    /// <summary>Over: the condition ended, or its target or rule is gone.</summary>
    Resolved,
}

/// <summary>An alert as it stood at one moment: one rule and one series. Times are milliseconds since 1970-01-01 UTC.</summary>
internal sealed record Alert
{
    /// <summary>Equal for the same rule and series at any time.</summary>
    public required string Id { get; init; }

    public required string Rule { get; init; }

    public required string Metric { get; init; }

    public required string Target { get; init; }

    public required Source Source { get; init; }

    public required AlertState State { get; init; }

    /// <summary>The value of the last sample that the condition was decided on.</summary>
    public required double Value { get; init; }

    /// <summary>The condition, in PromQL.</summary>
    public required string Condition { get; init; }

    /// <summary>The comparison in it, such as <c>&gt;</c>.</summary>
    public required string Operator { get; init; }

    /// <summary>The number in it.</summary>
    public required double Threshold { get; init; }

    /// <summary>Since when the condition holds.</summary>
    public required long ActiveAt { get; init; }

    /// <summary>When it was raised.</summary>
    public long? FiredAt { get; init; }

    /// <summary>When it was over.</summary>
    public long? ResolvedAt { get; init; }

    /// <summary>Since when the series has no value. An alert is not over because data are missing.</summary>
    public long? NoDataSince { get; init; }

    /// <summary>Why it is over, where that is not its condition.</summary>
    public string? Reason { get; init; }

    public required Labels Labels { get; init; }

    public required ValueMap<string> Annotations { get; init; }

    /// <summary>The contract's key, <c>{rule}_{metric}</c>.</summary>
    public string Key => $"{Rule}_{Metric}";
}
