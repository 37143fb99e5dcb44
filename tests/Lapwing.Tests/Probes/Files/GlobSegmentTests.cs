using Lapwing.Probes.Files;

namespace Lapwing.Tests.Probes.Files;

public sealed class GlobSegmentTests
{
    [Theory]
    [InlineData("app.log", "app.log", true)]
    [InlineData("app.log", "app.log.1", false)]
    [InlineData("*", "", true)]
    [InlineData("*.csv", "a.csv", true)]
    [InlineData("*.csv", "a.csv.tmp", false)]
    [InlineData("*.csv", ".csv", false)]
    [InlineData(".*", ".hidden", true)]
    [InlineData("*", ".hidden", false)]
    [InlineData("?", ".", false)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-c-b", false)]
    [InlineData("a**b", "a123b", true)]
    [InlineData("???", "abc", true)]
    [InlineData("???", "ab", false)]
    [InlineData("?.log", "😀.log", true)]
    [InlineData("*😀", "x😀", true)]
    [InlineData("[abc].log", "b.log", true)]
    [InlineData("[abc].log", "d.log", false)]
    [InlineData("[0-9][0-9]", "42", true)]
    [InlineData("[0-9]", "x", false)]
    [InlineData("[!0-9]", "x", true)]
    [InlineData("[^0-9]", "5", false)]
    [InlineData("[]x]", "]", true)]
    [InlineData("[!]]", "]", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[[]x", "[x", true)]
    [InlineData("[x", "[x", true)]
    [InlineData("日志*", "日志-1", true)]
    public void A_name_matches_as_in_a_shell(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new GlobSegment(pattern).IsMatch(name));

    [Fact]
    public void Many_stars_take_no_exponential_time() =>
        Assert.False(new GlobSegment(string.Concat(Enumerable.Repeat("a*", 40)) + "b").IsMatch(new string('a', 5_000)));
}
