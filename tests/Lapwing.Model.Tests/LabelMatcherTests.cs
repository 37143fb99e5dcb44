namespace Lapwing.Model.Tests;

public sealed class LabelMatcherTests
{
    [Theory]
    [InlineData(MatchOperator.Equal, "a", "a", true)]
    [InlineData(MatchOperator.Equal, "a", "b", false)]
    [InlineData(MatchOperator.Equal, "", "", true)]
    [InlineData(MatchOperator.NotEqual, "a", "b", true)]
    [InlineData(MatchOperator.NotEqual, "a", "a", false)]
    [InlineData(MatchOperator.Matches, "a.*", "abc", true)]
    [InlineData(MatchOperator.Matches, "b", "abc", false)]
    [InlineData(MatchOperator.Matches, "a|b", "b", true)]
    [InlineData(MatchOperator.Matches, "a|b", "ab", false)]
    [InlineData(MatchOperator.Matches, "a.c", "a\nc", true)]
    [InlineData(MatchOperator.Matches, "a", "a\n", false)]
    [InlineData(MatchOperator.DoesNotMatch, "a.*", "abc", false)]
    [InlineData(MatchOperator.DoesNotMatch, "a.*", "", true)]
    public void A_matcher_compares_whole_values(MatchOperator @operator, string pattern, string value, bool expected) =>
        Assert.Equal(expected, new LabelMatcher("x", @operator, pattern).Matches(value));

    [Fact]
    public void An_absent_label_has_the_empty_value() =>
        Assert.True(new LabelMatcher("x", MatchOperator.Equal, "").Matches(Labels.From(("y", "1"))));

    [Theory]
    [InlineData("(")]
    [InlineData("a)|(b")]
    [InlineData("(?=a)")]
    [InlineData(@"(a)\1")]
    [InlineData("((a{1000}){1000}){1000}")]
    public void A_malformed_or_boundless_pattern_is_refused(string pattern) =>
        Assert.ThrowsAny<ArgumentException>(() => new LabelMatcher("x", MatchOperator.Matches, pattern));

    [Fact]
    public void A_pattern_of_a_megabyte_is_refused_at_once() =>
        Assert.ThrowsAny<ArgumentException>(() => new LabelMatcher("x", MatchOperator.Matches, new string('a', 1_000_000)));
}
