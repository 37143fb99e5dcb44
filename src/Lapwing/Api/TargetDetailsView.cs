using System.Diagnostics.CodeAnalysis;

namespace Lapwing.Api;

/// <summary>Everything there is to see of one target: how it stands, with its history, and more.</summary>
internal sealed record TargetDetailsView : TargetView
{
    [SetsRequiredMembers]
    public TargetDetailsView(TargetView target)
        : base(target)
    {
    }

    /// <summary>Statistics of its windows: <c>last_10</c> (or as many as it is set to), <c>1m</c>, <c>5m</c>, <c>15m</c>, <c>1h</c>.</summary>
    public IReadOnlyDictionary<string, WindowView> Windows { get; init; } = new Dictionary<string, WindowView>();

    /// <summary>The latest runs, newest first.</summary>
    public IReadOnlyList<RunView> Results { get; init; } = [];

    /// <summary>All its series with their newest values.</summary>
    public IReadOnlyList<MetricView> Metrics { get; init; } = [];
}

/// <summary>A series and its newest value.</summary>
internal sealed record MetricView(string Name, IReadOnlyDictionary<string, string> Labels, double? Value, long Timestamp);
