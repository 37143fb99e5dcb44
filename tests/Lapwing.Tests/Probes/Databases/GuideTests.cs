using System.Text.RegularExpressions;
using Lapwing.Alerts;
using Lapwing.Config;
using Lapwing.Probes.Databases;
using Lapwing.Probes.Databases.Sqlite;
using Lapwing.Testing;

namespace Lapwing.Tests.Probes.Databases;

/// <summary>The guide's pages on databases say what the code does.</summary>
public sealed partial class GuideTests(DatabaseServers servers)
{
    private const string English = "docs/guide/databases.md";
    private const string Chinese = "docs/guide/databases.zh-CN.md";

    /// <summary>What every engine has; the headline and the label of its series stand there too.</summary>
    private static readonly string[] Common =
        ["connections", "database_connect_seconds", "database_performance", "database_ping_seconds", "up"];

    private static readonly (string Heading, DatabaseEngine Engine, string Connection)[] Engines =
    [
        ("PostgreSQL", DatabaseEngine.Postgresql, "Host=h"),
        ("MySQL", DatabaseEngine.Mysql, "Server=h"),
        ("Redis", DatabaseEngine.Redis, "h"),
        ("SQLite", DatabaseEngine.Sqlite, "/a"),
        ("SQL Server", DatabaseEngine.Sqlserver, "Server=h"),
    ];

    [Theory]
    [InlineData(English)]
    [InlineData(Chinese)]
    public async Task Its_tables_have_the_metrics_that_the_code_declares(string page)
    {
        var sections = Section().Split(await ReadAsync(page));

        Assert.Equal(Common, MetricsOf(sections[0]));
        foreach (var (heading, engine, connection) in Engines)
        {
            var section = Assert.Single(sections, section => section.StartsWith(heading, StringComparison.Ordinal));
            await using var client = DatabaseClient.Create(new() { Engine = engine, Connection = new(connection) }, TimeProvider.System);
            Assert.Equal(client.Metrics.SelectMany(Declared).Distinct().Order(StringComparer.Ordinal), MetricsOf(section));
        }
    }

    [Theory]
    [InlineData(English)]
    [InlineData(Chinese)]
    public async Task Its_examples_are_good_configurations(string page)
    {
        var examples = Example().Matches(await ReadAsync(page)).Select(match => match.Groups[1].Value).ToArray();

        Assert.True(examples.Length >= Engines.Length);
        Assert.All(examples, yaml => Assert.Empty(new ConfigFile(RuleSet.Check, Variable).Parse(yaml, "lapwing.yml").Errors));
    }

    [Fact]
    public async Task Both_pages_have_the_same_examples_and_statements() => Assert.Equal(
        Code().Matches(await ReadAsync(English)).Select(match => Comment().Replace(match.Value, "")),
        Code().Matches(await ReadAsync(Chinese)).Select(match => Comment().Replace(match.Value, "")));

    [Fact]
    public async Task The_account_for_postgresql_misses_nothing()
    {
        var server = await servers.Postgres;
        await server.RunAsync(await AccountAsync("PostgreSQL"));
        await using var run = new ProbeRun(DatabaseEngine.Postgresql, server.ConnectionOf("lapwing", "secret"));

        Assert.Null((await run.RunAsync()).Healthy().Notice);
    }

    [Fact]
    public async Task The_account_for_mariadb_misses_nothing()
    {
        var server = await servers.MariaDb;
        await server.RunAsync(await AccountAsync("MySQL"));
        await using var run = new ProbeRun(DatabaseEngine.Mysql, server.ConnectionOf("lapwing", "secret"));

        Assert.Null((await run.RunAsync()).Healthy().Notice);
    }

    [Fact]
    public async Task The_account_for_redis_misses_nothing()
    {
        var server = await servers.Redis;
        await server.RunAsync((await AccountAsync("Redis")).Trim());
        await using var run = new ProbeRun(DatabaseEngine.Redis, $"redis://lapwing:secret@127.0.0.1:{server.Port}");

        Assert.Null((await run.RunAsync()).Healthy().Notice);
    }

    [Fact]
    public async Task The_account_for_sql_server_has_what_the_queries_ask_for()
    {
        await using var client = DatabaseClient.Create(
            new() { Engine = DatabaseEngine.Sqlserver, Connection = new("Server=h") }, TimeProvider.System);
        var account = await AccountAsync("SQL Server");

        Assert.All(client.Metrics.Where(query => query.Grant is not null), query => Assert.All(
            query.Grant!.Replace("{user}", "lapwing", StringComparison.Ordinal).Split("; "),
            statement => Assert.Contains(statement.TrimEnd(';'), account, StringComparison.Ordinal)));
    }

    /// <summary>The first statements under a heading: those that make the account.</summary>
    private static async Task<string> AccountAsync(string heading)
    {
        var section = Section().Split(await ReadAsync(English)).Single(section => section.StartsWith(heading, StringComparison.Ordinal));
        return Statements().Match(section).Groups[1].Value;
    }

    private static string Variable(string name) => name == "PRIMARY_DB" ? "Host=h" : "x";

    private static Task<string> ReadAsync(string page) => File.ReadAllTextAsync(Repository.Path(page), TestContext.Current.CancellationToken);

    private static IEnumerable<string> MetricsOf(string section) =>
        Row().Matches(section).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Declared(MetricQuery query)
    {
        var reader = query.Rows(query);
        if (reader is ColumnReader)
            reader.Begin(query == SqliteMetrics.Files ? SqliteMetrics.FileColumns : Columns(query.Text));
        return [.. reader.Metrics];
    }

    /// <summary>The names of the columns of a SELECT: what stands last in each item before the FROM.</summary>
    private static string[] Columns(string sql)
    {
        // From the inside out: what stands in parentheses tells nothing of names.
        while (Parentheses().IsMatch(sql))
        {
            sql = Parentheses().Replace(sql, " ");
        }

        return [.. SelectList().Match(sql).Groups[1].Value.Split(',').Select(item => LastWord().Match(item).Value)];
    }

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("```(?:sql|redis)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Statements();

    [GeneratedRegex("```\\w+\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(" *(#|--) .*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Parentheses();

    [GeneratedRegex(@"SELECT\s+(.*?)(\sFROM\s|\z)", RegexOptions.Singleline)]
    private static partial Regex SelectList();

    [GeneratedRegex(@"\w+(?=\s*\z)")]
    private static partial Regex LastWord();
}
