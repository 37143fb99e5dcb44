using CsCheck;
using Lapwing.Model;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

public sealed class RegexShapeTests
{
    private static readonly Gen<string> SomeValue = Gen.OneOf(
        SomeLabels.Value,
        SomeLabels.OneOf("a", "b", "c", "d", "A", "1", "web-", "é", "😀", "\n", " ", ".", "-", "{", "}", "#", "$", "^").List[0, 5].Select(string.Concat));

    [Fact]
    public void It_matches_what_the_regular_expression_matches() =>
        Gen.Select(SomePatterns.Any, SomeValue.List[1, 30]).Sample((pattern, values) =>
        {
            if (RegexShapeParser.Parse(pattern) is not { } shape)
                return;
            var matcher = new LabelMatcher("name", MatchOperator.Matches, pattern);
            Assert.All(values, value => Assert.Equal(matcher.Matches(value), shape.Matches(value)));
            Assert.All(shape.Values ?? [], value => Assert.True(matcher.Matches(value)));
        }, iter: 1000);

    [Fact]
    public void What_matches_begins_with_the_prefix() =>
        Gen.Select(SomePatterns.Any, SomeValue.List[1, 30]).Sample((pattern, values) =>
        {
            var matcher = new LabelMatcher("name", MatchOperator.Matches, pattern);
            var prefix = RegexShapeParser.Parse(pattern)?.Prefix ?? RegexShapeParser.PrefixOf(pattern);
            Assert.All(values.Where(matcher.Matches), value => Assert.StartsWith(prefix, value, StringComparison.Ordinal));
        }, iter: 1000);

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("", "")]
    [InlineData("a|b|c", "a b c")]
    [InlineData("pre(a|b)", "prea preb")]
    [InlineData("(?:a|b)(c|)", "ac a bc b")]
    [InlineData("^a$|b", "a b")]
    [InlineData(@"10\.0\.0\.1:9100", "10.0.0.1:9100")]
    public void Lists_of_texts_are_read(string pattern, string values) =>
        Assert.Equal(values.Split(' '), RegexShapeParser.Parse(pattern)!.Values);

    [Theory]
    [InlineData("abc.*", "abc")]
    [InlineData("abc.+", "abc")]
    [InlineData("web-(1.*|2)", "web-")]
    [InlineData(".*", "")]
    public void Beginnings_are_read(string pattern, string prefix)
    {
        var shape = RegexShapeParser.Parse(pattern)!;
        Assert.Null(shape.Values);
        Assert.Equal(prefix, shape.Prefix);
    }

    [Theory]
    [InlineData("a.c", "a")]
    [InlineData("abc*", "ab")]
    [InlineData("web-[0-9]+", "web-")]
    [InlineData("(?i)abc", "")]
    [InlineData("ab(?#no)*", "")]
    [InlineData("a$b", "a")]
    [InlineData(@"\babc", "")]
    [InlineData(".*abc", "")]
    [InlineData("a{2}", "")]
    [InlineData("ab[c]|x", "")]
    [InlineData("😀*", "")]
    public void Everything_else_stays_a_regular_expression(string pattern, string prefix)
    {
        Assert.Null(RegexShapeParser.Parse(pattern));
        Assert.Equal(prefix, RegexShapeParser.PrefixOf(pattern));
    }

    [Fact]
    public void Products_and_depths_beyond_reason_stay_regular_expressions()
    {
        Assert.Null(RegexShapeParser.Parse(string.Concat(Enumerable.Repeat("(a|b)", 20))));
        Assert.Null(RegexShapeParser.Parse(new string('(', 3000) + new string(')', 3000)));
    }
}
