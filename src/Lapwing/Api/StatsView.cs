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
internal sealed record SourceStatsView(long? Count, double? Mean, double? Max, double? Min, double? Latest)
{
    private static readonly SourceStatsView Empty = new(null, null, null, null, null);

    public static SourceStatsView Of(WindowSet windows)
    {
        var window = windows.LastSamples();
        return window.Count == 0 ? Empty : new(window.Count, WindowView.Finite(window.Mean), WindowView.Finite(window.Max),
            WindowView.Finite(window.Min), WindowView.Finite(window.Latest));
    }
}
