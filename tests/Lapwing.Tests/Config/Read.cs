using Lapwing.Config;

namespace Lapwing.Tests.Config;

/// <summary>Reads configurations written in tests; only the variables TOKEN and EMPTY are set.</summary>
internal static class Read
{
    public static readonly ConfigFile Files = new(
        expression => expression.Contains('?') ? (expression.IndexOf('?'), "unexpected ?") : null,
        name => name switch { "TOKEN" => "s3cret", "EMPTY" => "", "SECONDS" => "7s", _ => null });

    public static ConfigResult Text(string yaml) => Files.Parse(yaml, "lapwing.yml");

    public static LapwingConfig Valid(string yaml)
    {
        var result = Text(yaml);
        Assert.Empty(result.Errors);
        return result.Config!;
    }

    public static string[] Errors(string yaml) => [.. Text(yaml).Errors.Select(error => $"{error}")];
}
