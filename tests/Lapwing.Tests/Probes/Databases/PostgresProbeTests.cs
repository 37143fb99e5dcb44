using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Testing;

namespace Lapwing.Tests.Probes.Databases;

public sealed class PostgresProbeTests(DatabaseServers servers)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_healthy_server_gives_the_curated_metrics()
    {
        var server = await servers.Postgres;
        await server.RunAsync("CREATE TABLE IF NOT EXISTS curated (id int); INSERT INTO curated SELECT generate_series(1, 100)");
        await using var run = Run(server);

        var result = (await run.RunAsync()).Healthy();

        Assert.Null(result.Notice);
        Assert.InRange(result.Value("connections"), 1, 40);
        Assert.InRange(result.Value("pg_stat_activity_count", ("datname", "postgres"), ("state", "active")), 1, 40);
        Assert.Equal(40, result.Value("pg_settings_max_connections"));
        Assert.Equal(0, result.Value("pg_replication_is_replica"));
        Assert.True(result.Value("pg_database_size_bytes", ("datname", "postgres")) > 1e6);
        Assert.True(result.Value("pg_wal_size_bytes") >= 16 << 20);
        Assert.True(result.Of("pg_stat_database_xact_commit").Sum(sample => sample.Value) > 0);
        Assert.True(result.Value("pg_postmaster_start_time_seconds") > 1.7e9);
        Assert.True(result.Names.Count > 40, string.Join(", ", result.Names));
        Assert.DoesNotContain(result.Measurements.ToArray(), sample => double.IsInfinity(sample.Value));
    }

    [Fact]
    public async Task The_headline_is_the_transactions_per_second_since_the_last_round()
    {
        var server = await servers.Postgres;
        await using var run = Run(server);
        Assert.Null((await run.RunAsync()).Headline);

        await CommitAsync(server, 500);
        var rate = (await run.RunAsync(10 * Second)).Healthy().Headline;

        // The round's own few transactions and the server's housekeeping count too.
        Assert.InRange(rate!.Value, 50.0, 53.0);
    }

    [Fact]
    public async Task Counters_that_were_reset_give_no_rate_rather_than_a_negative_one()
    {
        var server = await servers.Postgres;
        await using var run = Run(server);
        await CommitAsync(server, 300);
        await run.RunAsync();

        await server.RunAsync("SELECT pg_stat_reset()");
        Assert.Null((await run.RunAsync(Second)).Healthy().Headline);
        Assert.NotNull((await run.RunAsync(Second)).Headline);
    }

    [Fact]
    public async Task Tags_and_order_are_the_same_from_round_to_round()
    {
        var server = await servers.Postgres;
        await using var run = Run(server, ("own", "SELECT 1 AS value, 'a' AS kind"));

        var first = await run.RunAsync();
        var second = await run.RunAsync(Second);

        Assert.Equal(Identities(first), Identities(second));

        static IEnumerable<(string, Tags)> Identities(ProbeResult result) =>
            result.Measurements.ToArray().Where(sample => !sample.Name.StartsWith("pg_locks", StringComparison.Ordinal)
                && !sample.Name.StartsWith("pg_stat_activity", StringComparison.Ordinal)).Select(sample => (sample.Name, sample.Tags));
    }

    [Fact]
    public async Task Columns_beside_the_value_become_labels()
    {
        await using var run = Run(await servers.Postgres, ("orders",
            "SELECT * FROM (VALUES (3, 'eu', true), (NULL, 'us', false)) AS orders(value, region, \"is new\") ORDER BY region"));

        var result = (await run.RunAsync()).Healthy();

        Assert.Equal(3, result.Value("orders", ("region", "eu"), ("is_new", "t")));
        Assert.Equal(double.NaN, result.Value("orders", ("region", "us"), ("is_new", "f")));
        Assert.Null(result.Notice);
    }

    [Fact]
    public async Task Types_that_the_client_does_not_know_are_text()
    {
        var server = await servers.Postgres;
        await server.RunAsync("DROP TYPE IF EXISTS mood; CREATE TYPE mood AS ENUM ('sad', 'glad')");
        await using var run = Run(server, ("moods", "SELECT 1e100::numeric AS value, 'glad'::mood AS mood, ARRAY[1, 2] AS list"));

        Assert.Equal(1e100, (await run.RunAsync()).Healthy().Value("moods", ("mood", "glad"), ("list", "{1,2}")));
    }

    [Fact]
    public async Task A_query_without_rows_gives_no_samples()
    {
        await using var run = Run(await servers.Postgres, ("none", "SELECT 1 AS value WHERE false"));

        var result = (await run.RunAsync()).Healthy();

        Assert.Empty(result.Of("none"));
        Assert.Null(result.Notice);
    }

    [Theory]
    [InlineData("SELECT 1 AS count, 2 AS other", "It has no column 'value', but the columns 'count', 'other'")]
    [InlineData("SELECT 'many' AS value", "The value 'many' is not a number")]
    [InlineData("SELECT generate_series(1, 2000) AS n, 1 AS value", "more than 1000 rows")]
    [InlineData("SELECT generate_series(1, 2) AS value", "Several rows have the same labels")]
    public async Task What_cannot_be_used_of_an_answer_is_in_the_notice(string sql, string notice)
    {
        await using var run = Run(await servers.Postgres, ("own", sql));

        var result = (await run.RunAsync()).Healthy();

        Assert.Contains("The query of 'own'", result.Notice, StringComparison.Ordinal);
        Assert.Contains(notice, result.Notice, StringComparison.Ordinal);
        Assert.InRange(result.Of("own").Count, 0, 1000);
    }

    [Fact]
    public async Task A_failing_query_makes_the_target_unhealthy_and_spares_the_other_numbers()
    {
        await using var run = Run(
            await servers.Postgres, ("broken", "SELEC 1"), ("good", "SELECT 7 AS value"), ("gone", "SELECT * FROM gone"));

        var result = await run.RunAsync();

        var error = result.Failure(ProbeErrorKind.Query);
        Assert.Contains("The query of 'broken' failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("syntax error", error.Message, StringComparison.Ordinal);
        Assert.Contains("42P01", error.Message, StringComparison.Ordinal);
        Assert.False(error.Transient);
        Assert.Equal(7, result.Value("good"));
        Assert.Equal(40, result.Value("pg_settings_max_connections"));
    }

    [Fact]
    public async Task The_users_queries_run_concurrently()
    {
        // Each waits for the other to hold its lock: one after the other they would wait for ever.
        var server = await servers.Postgres;
        await server.RunAsync("""
            CREATE OR REPLACE FUNCTION meet(mine int, other int) RETURNS int LANGUAGE plpgsql AS $$
            BEGIN
              PERFORM pg_advisory_lock(mine);
              WHILE NOT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = other::oid) LOOP
                PERFORM pg_sleep(0.01);
              END LOOP;
              PERFORM pg_sleep(0.1);
              RETURN 1;
            END $$
            """);
        await using var run = Run(server, ("a", "SELECT meet(1, 2) AS value"), ("b", "SELECT meet(2, 1) AS value"));

        Assert.Equal(1, (await run.RunAsync()).Healthy().Value("b"));
    }

    [Fact]
    public async Task Without_pg_monitor_some_metrics_are_off_and_the_notice_names_the_grant()
    {
        var server = await servers.Postgres;
        await server.RunAsync("DROP ROLE IF EXISTS \"low Ly\"; CREATE ROLE \"low Ly\" LOGIN PASSWORD 'pw'");
        await using var run = new ProbeRun(DatabaseEngine.Postgresql, server.ConnectionOf("low Ly", "pw"));

        var result = (await run.RunAsync()).Healthy();

        Assert.Contains(
            "these are off: pg_stat_activity, pg_long_running, pg_stat_replication, pg_wal. "
            + "To have them, run: GRANT pg_monitor TO \"low Ly\";",
            result.Notice, StringComparison.Ordinal);
        Assert.Empty(result.Of("pg_wal_size_bytes"));
        Assert.NotEmpty(result.Of("pg_stat_database_xact_commit"));

        await server.RunAsync("GRANT pg_monitor TO \"low Ly\"");
        Assert.NotNull((await run.RunAsync(TimeSpan.FromMinutes(59))).Notice);
        result = await run.RunAsync(TimeSpan.FromMinutes(2));
        Assert.Null(result.Notice);
        Assert.NotEmpty(result.Of("pg_wal_size_bytes"));
        Assert.NotEmpty(result.Of("pg_stat_activity_count"));
    }

    [Fact]
    public async Task A_wrong_password_is_a_failure_of_authentication()
    {
        var server = await servers.Postgres;
        await using var run = new ProbeRun(DatabaseEngine.Postgresql, server.ConnectionOf("postgres", "hunter2"));

        var error = (await run.RunAsync()).Failure(ProbeErrorKind.Authentication);

        Assert.False(error.Transient);
        Assert.Contains("28P01", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_missing()
    {
        var server = await servers.Postgres;
        await using var run = new ProbeRun(DatabaseEngine.Postgresql, server.ConnectionOf("postgres", "secret", "nowhere"));

        var error = (await run.RunAsync()).Failure(ProbeErrorKind.Missing);
        Assert.Contains("\"nowhere\" does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_url_form_reaches_the_same_server()
    {
        var server = await servers.Postgres;
        await using var run = new ProbeRun(
            DatabaseEngine.Postgresql,
            $"postgresql://postgres:s%65cret@127.0.0.1:{server.Port}/template1?sslmode=disable&application_name=me",
            ("me", "SELECT 1 AS value, current_setting('application_name') AS name, current_database() AS db"));

        Assert.Equal(1, (await run.RunAsync()).Healthy().Value("me", ("name", "me"), ("db", "template1")));
    }

    [Fact]
    public async Task A_server_without_tls_fails_one_that_is_asked_for_it()
    {
        var server = await servers.Postgres;
        await using var run = new ProbeRun(DatabaseEngine.Postgresql, $"{server.Connection};SSL Mode=Require");

        (await run.RunAsync()).Failure(ProbeErrorKind.Tls);
    }

    [Fact]
    public async Task Between_rounds_no_session_is_held()
    {
        var server = await servers.Postgres;
        await using var run = Run(server, ("a", "SELECT 1 AS value"), ("b", "SELECT 1 AS value"));

        await run.RunAsync();

        await Wait.UntilAsync(async () => await server.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lapwing'") == 0);
    }

    [Fact]
    public async Task A_session_ended_by_the_server_fails_its_query_as_a_connection()
    {
        var server = await servers.Postgres;
        await using var run = Run(server, ("sleepy", "SELECT pg_sleep(600)::text AS value"));

        var round = run.RunAsync();
        await Wait.UntilAsync(async () => await server.ScalarAsync<long>(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(600)%'") == 1);
        var result = await round;

        var error = result.Failure(ProbeErrorKind.Connection);
        Assert.True(error.Transient);
        Assert.Contains("57P01", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(result.Of("pg_stat_database_xact_commit"));
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_query_is_a_broken_connection()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var run = Run(server, ("sleepy", "SELECT pg_sleep(600)::text AS value"));

        var round = run.RunAsync();
        await Wait.UntilAsync(async () => await server.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(600)%'") == 1);
        await server.KillAsync();

        (await round).Failure(ProbeErrorKind.Connection);
        Assert.True((await run.RunAsync()).Failure(ProbeErrorKind.Connection).Transient);
    }

    [Fact]
    public async Task A_cancelled_round_stops_its_query_on_the_server()
    {
        var server = await servers.Postgres;
        await using var run = Run(server, ("sleepy", "SELECT pg_sleep(599)::text AS value"));
        using var giveUp = new CancellationTokenSource();

        var round = run.Probe.RunAsync(giveUp.Token).AsTask();
        await Wait.UntilAsync(async () => await SleepersAsync() == 1);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => round);
        await Wait.UntilAsync(async () => await SleepersAsync() == 0);
        var result = run.Probe.TimedOut(TimeSpan.FromSeconds(3));
        Assert.Equal("queries", result.Evidence!.SlowestPhase);
        Assert.Contains($"127.0.0.1:{server.Port}/postgres: no answer within 3 s", result.Error!.Message, StringComparison.Ordinal);

        Task<long> SleepersAsync() => server.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(599)%'");
    }

    private static ProbeRun Run(PostgresServer server, params (string, string)[] queries) =>
        new(DatabaseEngine.Postgresql, server.Connection, queries);

    /// <summary>Commits so many transactions and has the server count them at once.</summary>
    private static Task CommitAsync(PostgresServer server, int transactions) =>
        server.RunAsync($"DO $$ BEGIN FOR i IN 1..{transactions - 1} LOOP COMMIT; END LOOP; PERFORM pg_stat_force_next_flush(); END $$");
}
