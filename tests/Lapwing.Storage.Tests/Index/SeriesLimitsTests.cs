using Lapwing.Model;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

public sealed class SeriesLimitsTests
{
    [Fact]
    public void What_is_over_a_limit_is_refused_with_the_guilty_label_and_counted()
    {
        var index = new SeriesIndex(new() { MaxLabels = 2, MaxNameLength = 3, MaxValueLength = 4 });

        Assert.Equal((SeriesOutcome.Added, null), Try(index, ("abc", "1234"), ("b", "2")));
        Assert.Equal((SeriesOutcome.TooManyLabels, "c"), Try(index, ("a", "1"), ("b", "2"), ("c", "3")));
        Assert.Equal((SeriesOutcome.NameTooLong, "long"), Try(index, ("a", "1"), ("long", "2")));
        Assert.Equal((SeriesOutcome.ValueTooLong, "b"), Try(index, ("a", "1"), ("b", "12345")));
        Assert.Equal((SeriesOutcome.BrokenText, "b"), Try(index, ("a", "😀"), ("b", "\ude00\ud83d")));
        Assert.Equal(new RefusedSeries(0, 1, 1, 1, 1), index.Figures.Refused);
        Assert.Equal((1, 4), (index.Figures.Series, index.Figures.Symbols));
    }

    [Fact]
    public void When_there_are_too_many_series_the_label_is_named_that_gained_most_values_lately()
    {
        var index = new SeriesIndex(new() { MaxSeries = 100 });
        for (var i = 0; i < 100; i++)
        {
            Try(index, ("instance", $"{Math.Min(i, 50)}"), ("request", $"{Math.Max(i, 50)}"));
        }

        Assert.Equal((SeriesOutcome.TooManySeries, "request"), Try(index, ("instance", "new")));
        Assert.Equal((SeriesOutcome.Known, null), Try(index, ("instance", "7"), ("request", "50")));
        Assert.Equal(1, index.Figures.Refused.TooManySeries);
    }

    [Fact]
    public void Removed_series_make_room()
    {
        var index = new SeriesIndex(new() { MaxSeries = 1 });
        var series = index.GetOrAdd(Labels.From(("a", "1"))).Series;
        Assert.Equal(SeriesOutcome.TooManySeries, Try(index, ("a", "2")).Outcome);
        index.Remove([series]);
        Assert.Equal(SeriesOutcome.Added, Try(index, ("a", "2")).Outcome);
    }

    [Fact]
    public void An_index_that_may_hold_nothing_refuses_the_first_series() =>
        Assert.Equal((SeriesOutcome.TooManySeries, null), Try(new(new() { MaxSeries = 0 }), ("a", "1")));

    private static (SeriesOutcome Outcome, string? Label) Try(SeriesIndex index, params ReadOnlySpan<(string, string)> labels)
    {
        var result = index.GetOrAdd(Labels.From(labels));
        return (result.Outcome, result.GuiltyLabel);
    }
}
