using Lapwing.Alerts;
using Lapwing.Config;
using Lapwing.Testing;

namespace Lapwing.Tests.Config;

/// <summary>What we show people as an example must work.</summary>
public sealed class ExamplesTests
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["SHOP_TOKEN"] = "t", ["PRIMARY_DB"] = "postgresql://lapwing@127.0.0.1/shop", ["TEAM_WEBHOOK"] = "http://127.0.0.1:9000/hook",
    };

    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Repository.Path("deploy/examples"), "*.yml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_a_good_configuration(string example)
    {
        var result = new ConfigFile(RuleSet.Check, Environment.GetValueOrDefault).Load(Repository.Path($"deploy/examples/{example}"));
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.NotEmpty(result.Config!.Targets());
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void The_example_of_the_readme_is_a_good_configuration(string readme)
    {
        var text = File.ReadAllText(Repository.Path(readme));
        var yaml = text.Split("```yaml\n")[1].Split("```")[0];
        Assert.Empty(new ConfigFile(RuleSet.Check, Environment.GetValueOrDefault).Parse(yaml, "lapwing.yml").Errors);
    }
}
