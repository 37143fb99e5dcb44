using System.Text.Json.Serialization;
using Lapwing.Model;
using Lapwing.Windows;

namespace Lapwing.Api;

/// <summary>The contract's <c>/stats</c>: for each kind of source the statistics of its sliding window.</summary>
internal sealed record StatsView(SourceStatsView Api, SourceStatsView Database, SourceStatsView File)
{
    public static StatsView Of(TargetWindows windows) =>
        new(SourceStatsView.Of(windows.Of(Source.Api)), SourceStatsView.Of(windows.Of(Source.Database)), SourceStatsView.Of(windows.Of(Source.File)));
}

/// <summary>Statistics of the last headline values of one kind of source; all null, and so <c>{}</c>, while there are none.</summary>
internal sealed record SourceStatsView
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Count { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Mean { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Max { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Min { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Latest { get; init; }

    public static SourceStatsView Of(WindowSet windows)
    {
        var window = windows.LastSamples();
        return window.Count == 0
            ? new()
            : new()
            {
                Count = window.Count,
                Mean = WindowView.Finite(window.Mean),
                Max = WindowView.Finite(window.Max),
                Min = WindowView.Finite(window.Min),
                Latest = WindowView.Finite(window.Latest),
            };
    }
}
