using System.Globalization;
using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Probes.Databases.MySql;
using Lapwing.Testing;

namespace Lapwing.Tests.Probes.Databases;

public sealed class MySqlProbeTests(DatabaseServers servers)
{
    [Fact]
    public async Task A_healthy_server_gives_the_curated_metrics()
    {
        await using var run = Run(await servers.MariaDb);

        var result = (await run.RunAsync()).Healthy();

        Assert.Null(result.Notice);
        Assert.InRange(result.Value("connections"), 1, 20);
        Assert.Equal(151, result.Value("mysql_global_variables_max_connections"));
        Assert.Equal(0, result.Value("mysql_global_variables_read_only"));
        Assert.True(result.Value("mysql_global_status_commands_total", ("command", "select")) > 0);
        Assert.True(result.Value("mysql_global_status_innodb_buffer_pool_read_requests") > 0);
        Assert.True(result.Value("mysql_global_status_buffer_pool_pages", ("state", "data")) > 0);
        Assert.Equal(0, result.Value("mysql_global_status_innodb_deadlocks"));
        Assert.Equal(0, result.Value("mysql_longest_query_seconds"));
        Assert.True(result.Names.Count > 30, string.Join(", ", result.Names));
    }

    [Fact]
    public async Task The_headline_is_the_statements_per_second_since_the_last_round()
    {
        var server = await servers.MariaDb;
        await using var run = Run(server);
        Assert.Null((await run.RunAsync()).Headline);

        var statements = string.Concat(Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"SELECT {i};")));
        await server.RunAsync(statements);
        var rate = (await run.RunAsync(TimeSpan.FromSeconds(10))).Healthy().Headline;

        // The few statements of the rounds themselves count too.
        Assert.InRange(rate!.Value, 100.0, 103.0);
    }

    [Fact]
    public async Task Columns_beside_the_value_become_labels()
    {
        await using var run = Run(await servers.MariaDb, ("orders",
            "SELECT 'eu' AS region, @five := 5 AS value, CAST('2020-02-02' AS DATETIME) AS since UNION ALL SELECT 'us', NULL, '0000-00-00'"));

        var result = (await run.RunAsync()).Healthy();

        Assert.Equal(2, result.Of("orders").Count);
        Assert.Equal(5, result.Of("orders")[0].Value);
        Assert.Equal(double.NaN, result.Of("orders")[1].Value);
    }

    [Theory]
    [InlineData("SELECT 1 AS count", "It has no column 'value', but the columns 'count'")]
    [InlineData("SELECT 'many' AS value", "The value 'many' is not a number")]
    [InlineData("SELECT seq, 1 AS value FROM seq_1_to_5000", "more than 1000 rows")]
    public async Task What_cannot_be_used_of_an_answer_is_in_the_notice(string sql, string notice)
    {
        var connection = (await servers.MariaDb).ConnectionOf("admin", "secret", "mysql");
        await using var run = new ProbeRun(DatabaseEngine.Mysql, connection, ("own", sql));

        Assert.Contains(notice, (await run.RunAsync()).Healthy().Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_queries_make_the_target_unhealthy_and_spare_the_other_numbers()
    {
        await using var run = Run(
            await servers.MariaDb, ("broken", "SELEC 1"), ("good", "SELECT 7 AS value"), ("gone", "SELECT * FROM mysql.gone"));

        var result = await run.RunAsync();

        var error = result.Failure(ProbeErrorKind.Query);
        Assert.Contains("(1064)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(1146)", error.Message, StringComparison.Ordinal);
        Assert.Equal(7, result.Value("good"));
        Assert.Equal(151, result.Value("mysql_global_variables_max_connections"));
    }

    [Fact]
    public async Task Without_privileges_some_metrics_are_off_and_the_notice_names_the_grants()
    {
        var server = await servers.MariaDb;
        await server.RunAsync("CREATE OR REPLACE USER 'low'@'127.0.0.%' IDENTIFIED BY 'pw'");
        await using var run = new ProbeRun(DatabaseEngine.Mysql, server.ConnectionOf("low", "pw"));

        var result = (await run.RunAsync()).Healthy();

        Assert.Contains(
            "these are off: mysql. To have them, run: GRANT PROCESS ON *.* TO 'low'@'127.0.0.%';", result.Notice, StringComparison.Ordinal);
        Assert.Contains("run: GRANT SLAVE MONITOR ON *.* TO 'low'@'127.0.0.%';", result.Notice, StringComparison.Ordinal);
        Assert.True(result.Value("mysql_global_status_questions") > 0);

        await server.RunAsync("GRANT PROCESS, SLAVE MONITOR ON *.* TO 'low'@'127.0.0.%'");
        Assert.NotNull((await run.RunAsync(TimeSpan.FromMinutes(59))).Notice);
        result = await run.RunAsync(TimeSpan.FromMinutes(2));
        Assert.Null(result.Notice);
        Assert.Equal(0, result.Value("mysql_longest_query_seconds"));
    }

    [Theory]
    [InlineData("admin", "hunter2", "", ProbeErrorKind.Authentication, "(1045)")]
    [InlineData("admin", "secret", "nowhere", ProbeErrorKind.Missing, "(1049)")]
    public async Task A_refused_session_says_why(string user, string password, string database, object kind, string code)
    {
        await using var run = new ProbeRun(DatabaseEngine.Mysql, (await servers.MariaDb).ConnectionOf(user, password, database));

        var error = (await run.RunAsync()).Failure((ProbeErrorKind)kind);

        Assert.False(error.Transient);
        Assert.Contains(code, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_url_form_reaches_the_same_server()
    {
        var port = (await servers.MariaDb).Port;
        await using var run = new ProbeRun(DatabaseEngine.Mysql, $"mysql://admin:secret@127.0.0.1:{port}/mysql?ssl-mode=DISABLED",
            ("db", "SELECT DATABASE() AS db, 1 AS value"));

        Assert.Equal(1, (await run.RunAsync()).Healthy().Value("db", ("db", "mysql")));
    }

    [Fact]
    public async Task A_session_killed_by_an_admin_fails_its_query_as_a_connection()
    {
        var server = await servers.MariaDb;
        await using var run = Run(server, ("sleepy", "SELECT SLEEP(600) AS value"));

        var round = run.RunAsync();
        await Wait.UntilAsync(() => KillAsync(server));
        var result = await round;

        Assert.True(result.Failure(ProbeErrorKind.Connection).Transient);
        Assert.True(result.Value("mysql_global_status_questions") > 0);
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_query_is_a_broken_connection()
    {
        await using var server = await MariaDbServer.StartAsync();
        await using var run = Run(server, ("sleepy", "SELECT SLEEP(600) AS value"));

        var round = run.RunAsync();
        await Wait.UntilAsync(async () => await server.ScalarAsync(
            "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP(600)%'") == 1);
        await server.KillAsync();

        (await round).Failure(ProbeErrorKind.Connection);
        Assert.True((await run.RunAsync()).Failure(ProbeErrorKind.Connection).Transient);
    }

    [Fact]
    public async Task A_cancelled_round_stops_its_query_on_the_server()
    {
        var server = await servers.MariaDb;
        await using var run = Run(server, ("sleepy", "SELECT SLEEP(599) AS value"));
        using var giveUp = new CancellationTokenSource();

        var round = run.Probe.RunAsync(giveUp.Token).AsTask();
        await Wait.UntilAsync(async () => await SleepersAsync() == 1);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => round);
        await Wait.UntilAsync(async () => await SleepersAsync() == 0);

        Task<long> SleepersAsync() =>
            server.ScalarAsync("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP(599)%'");
    }

    [Theory]
    [InlineData("8.0.36", "8.0.36", false)]
    [InlineData("10.11.6-MariaDB-1:10.11.6+maria~ubu2204", "10.11.6", true)]
    [InlineData("5.5.5-10.4.32-MariaDB", "10.4.32", true)]
    [InlineData("8.0.34-0ubuntu0.22.04.1", "8.0.34", false)]
    public void The_version_tells_the_vendor(string text, string version, bool isMariaDb) =>
        Assert.Equal(new(Version.Parse(version), isMariaDb), MySqlSession.Facts(text));

    private static ProbeRun Run(MariaDbServer server, params (string, string)[] queries) =>
        new(DatabaseEngine.Mysql, server.Connection, queries);

    private static async Task<bool> KillAsync(MariaDbServer server)
    {
        var id = await server.ScalarAsync(
            "SELECT COALESCE(MAX(ID), 0) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP(600)%'");
        if (id == 0)
            return false;
        await server.RunAsync($"KILL {id}");
        return true;
    }
}
