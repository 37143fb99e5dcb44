using Lapwing.Model;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

public sealed class SelectionTests
{
    [Fact]
    public void A_regular_expression_is_run_once_for_each_value_at_most()
    {
        var index = new CountingIndex(100_000);
        var matchers = new[] { new LabelMatcher("half", MatchOperator.Equal, "0"), new LabelMatcher("value", MatchOperator.Matches, "[0-4]") };
        Assert.Equal(30_000, Selection.Of(index, matchers).Count);
        Assert.Equal((10, 0), (index.ValuesRead, index.SeriesAsked));
    }

    [Fact]
    public void A_few_candidates_are_asked_for_their_labels()
    {
        var index = new CountingIndex(100_000);
        var matchers = new[] { new LabelMatcher("number", MatchOperator.Equal, "77"), new LabelMatcher("half", MatchOperator.Equal, "1") };
        Assert.Equal([77], Selection.Of(index, matchers));
        Assert.Equal((1, 1), (index.PostingsRead, index.SeriesAsked));
    }
}
