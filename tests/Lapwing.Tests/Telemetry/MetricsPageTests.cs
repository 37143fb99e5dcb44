using System.Text.RegularExpressions;
using Lapwing.Testing;
using Lapwing.Tests.Api;

namespace Lapwing.Tests.Telemetry;

/// <summary>The pages list Lapwing's own metrics: exactly those that there are, in their order.</summary>
public sealed partial class MetricsPageTests : IAsyncLifetime
{
    private ServerFixture _server = null!;

    public async ValueTask InitializeAsync() => _server = await ServerFixture.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_English_page_lists_every_metric_with_its_labels_type_and_meaning()
    {
        var metrics = await MetricsAsync();
        Assert.True(metrics.SequenceEqual(Rows("docs/guide/metrics.md")),
            $"Lapwing's own metrics have changed; the table in docs/guide/metrics.md must be:\n{string.Join('\n', metrics)}");
    }

    [Fact]
    public async Task The_Chinese_page_lists_the_same_metrics()
    {
        var metrics = (await MetricsAsync()).Select(WithoutMeaning).ToList();
        Assert.True(metrics.SequenceEqual(Rows("docs/guide/metrics.zh-CN.md").Select(WithoutMeaning)),
            $"Lapwing's own metrics have changed; the table in docs/guide/metrics.zh-CN.md must begin its rows with:\n{string.Join('\n', metrics)}");
    }

    [Fact]
    public async Task No_series_is_there_twice()
    {
        var series = (await TextAsync()).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line[..line.LastIndexOf(' ')]).ToList();
        Assert.Equal(series.Distinct(), series);
    }

    /// <summary>The metrics as rows of a table: <c>| `name{label}` | type | meaning |</c>.</summary>
    private async Task<IReadOnlyList<string>> MetricsAsync()
    {
        var text = await TextAsync();
        return
        [
            .. from head in Head().Matches(text)
               let name = head.Groups["name"].Value
               select $"| `{name}{Label(text, name)}` | {head.Groups["type"].Value} | {head.Groups["help"].Value} |",
        ];
    }

    private Task<string> TextAsync() => _server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

    private static string Label(string text, string name) =>
        Regex.Match(text, $@"^{name}\{{(?<label>\w+)=", RegexOptions.Multiline) is { Success: true } match ? $"{{{match.Groups["label"].Value}}}" : "";

    private static IEnumerable<string> Rows(string page) =>
        File.ReadLines(Repository.Path(page)).SkipWhile(line => !line.Contains("`/metrics`", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

    private static string WithoutMeaning(string row) => string.Join('|', row.Split('|')[..3]);

    [GeneratedRegex(@"^# HELP (?<name>\w+) (?<help>.+)\n# TYPE \w+ (?<type>\w+)$", RegexOptions.Multiline)]
    private static partial Regex Head();
}
