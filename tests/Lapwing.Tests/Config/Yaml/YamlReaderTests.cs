using System.Text;

namespace Lapwing.Tests.Config.Yaml;

public sealed class YamlReaderTests
{
    [Fact]
    public void A_long_name_of_an_alias_does_not_fill_the_message() =>
        Assert.InRange(Assert.Single(Read.Errors($"data: *{new string('a', 10_000)}")).Length, 1, 400);

    [Fact]
    public void An_alias_stands_for_what_its_anchor_names() => Assert.Equal(
        ["a", "b"],
        Read.Valid("apis: [{ url: http://a, labels: &l { x: a, y: b } }, { url: http://b, labels: *l }]").Apis[1].Labels.Values);

    [Fact]
    public void An_alias_bomb_is_defused()
    {
        var yaml = new StringBuilder("scrape_configs:\n  - &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++)
        {
            yaml.Append($"  - &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Equal("not valid YAML: more than 1000000 values, aliases expanded", Assert.Single(Read.Text($"{yaml}").Errors).Message);
    }

    [Fact]
    public void A_bomb_of_merge_keys_is_defused()
    {
        var big = string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"k{i}: v"));
        var merges = string.Concat(Enumerable.Repeat("  - { <<: *big }\n", 10_000));

        Assert.Contains("aliases expanded", Assert.Single(Read.Text($"scrape_configs:\n  - &big {{ {big} }}\n{merges}").Errors).Message);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Nesting_has_an_end(string opening) =>
        Assert.Single(Read.Text("global: \n " + string.Concat(Enumerable.Repeat(opening, 100_000))).Errors);

    [Fact]
    public void A_file_that_is_too_large_is_not_read() => Assert.Equal(
        "holds more than 16777216 characters, the most that is read", Assert.Single(Read.Text(new('#', (16 << 20) + 1)).Errors).Message);

    [Fact]
    public void Bytes_that_are_no_text_are_an_error()
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, [.. "data: "u8, 0xff]);

        Assert.Equal("is not UTF-8 text", Assert.Single(Read.Files.Load(file).Errors).Message);
        File.Delete(file);
    }

    [Fact]
    public void A_file_that_is_wrong_everywhere_does_not_fill_the_memory() => Assert.Equal(
        1000, Read.Text(string.Concat(Enumerable.Range(0, 5000).Select(i => $"k{i}: v\n"))).Errors.Count);
}
