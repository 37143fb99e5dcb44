using Lapwing.Probes.Files;

namespace Lapwing.Tests.Probes.Files;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("/d/*.csv", "/d/a.csv", true)]
    [InlineData("/d/*.csv", "/d/sub/a.csv", false)]
    [InlineData("/d/*.csv", "/e/a.csv", false)]
    [InlineData("/d/*/in/*.csv", "/d/x/in/a.csv", true)]
    [InlineData("/d/*/in/*.csv", "/d/x/out/a.csv", false)]
    [InlineData("/d/**/a.log", "/d/a.log", true)]
    [InlineData("/d/**/a.log", "/d/x/y/a.log", true)]
    [InlineData("/d/**/a.log", "/d/x/y/b.log", false)]
    [InlineData("/d/**/a.log", "/d/.git/a.log", false)]
    [InlineData("/d/**", "/d/x/y/z", true)]
    [InlineData("/d/**/x/**/*.log", "/d/1/x/2/3/a.log", true)]
    [InlineData("/d/**/x/**/*.log", "/d/1/2/3/a.log", false)]
    [InlineData("/**/a", "/a", true)]
    [InlineData("/**/**/a/**", "/a", false)]
    [InlineData("/**/**/a/**", "/b/a/c", true)]
    [InlineData("/**/a/**/a/b", "/a/a/b", true)]
    [InlineData("/**/a/**/a/b", "/a/b", false)]
    [InlineData("/d//[ab]/./*", "/d/b/x", true)]
    public void A_path_matches_segment_by_segment(string pattern, string path, bool expected) =>
        Assert.Equal(expected, new GlobPattern(pattern).IsMatch(path));

    [Fact]
    public void The_longest_pattern_and_path_are_matched_before_long()
    {
        var pattern = new GlobPattern(string.Concat(Enumerable.Repeat("/**/a", 4096 / 5)));
        var path = string.Concat(Enumerable.Repeat("/a", 2048));
        Assert.True(pattern.IsMatch(path));
        Assert.False(pattern.IsMatch(path + "/b"));
    }

    [Theory]
    [InlineData("/d/e/*.csv", "/d/e")]
    [InlineData("/*", "/")]
    [InlineData("/d/**/x/*.log", "/d")]
    public void The_search_begins_in_the_last_folder_without_wildcards(string pattern, string root) =>
        Assert.Equal(root, new GlobPattern(pattern).Root);

    [Theory]
    [InlineData("/var/log/app.log", false)]
    [InlineData("/var/log/*.log", true)]
    [InlineData("/var/log/app?.log", true)]
    [InlineData("/var/log/app[12].log", true)]
    public void Only_a_path_with_wildcards_is_a_pattern(string path, bool expected) => Assert.Equal(expected, GlobPattern.IsPattern(path));
}
