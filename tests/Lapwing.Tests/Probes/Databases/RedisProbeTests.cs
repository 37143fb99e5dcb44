using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Testing;

namespace Lapwing.Tests.Probes.Databases;

public sealed class RedisProbeTests(DatabaseServers servers)
{
    [Fact]
    public async Task A_healthy_server_gives_the_curated_metrics()
    {
        var server = await servers.Redis;
        await server.RunAsync("SET key 1", "SET soon 1 EX 1000", "GET key", "GET nothing");
        await using var run = Run(server);

        var result = (await run.RunAsync()).Healthy();

        Assert.Null(result.Notice);
        Assert.InRange(result.Value("connections"), 1, 10);
        Assert.True(result.Value("redis_memory_used_bytes") > 100_000);
        Assert.True(result.Value("redis_commands_processed_total") > 4);
        Assert.True(result.Value("redis_db_keys", ("db", "db0")) >= 2);
        Assert.True(result.Value("redis_db_keys_expiring", ("db", "db0")) >= 1);
        Assert.Equal(1, result.Value("redis_rdb_last_bgsave_status"));
        Assert.True(result.Value("redis_latency_percentiles_usec", ("cmd", "get"), ("quantile", "99.9")) > 0);
        Assert.Equal(0, result.Value("redis_slowlog_length"));
        Assert.True(result.Names.Count > 30, string.Join(", ", result.Names));
        Assert.DoesNotContain("redis_master_link_up", result.Names);
    }

    [Fact]
    public async Task The_headline_is_the_commands_per_second_since_the_last_round()
    {
        var server = await servers.Redis;
        await using var run = Run(server);
        Assert.Null((await run.RunAsync()).Headline);

        await server.RunAsync([.. Enumerable.Repeat("PING", 994)]);
        var rate = (await run.RunAsync(TimeSpan.FromSeconds(10))).Healthy().Headline;

        // 994 and a login of the test; INFO latencystats and SLOWLOG LEN of the first round, AUTH, PING of the second.
        Assert.InRange(rate!.Value, 99.5, 101);
    }

    [Fact]
    public async Task Commands_of_the_users_give_numbers()
    {
        var server = await servers.Redis;
        await server.RunAsync("DEL queue", "RPUSH queue a b c", "SET temperature 21.5", "HSET hash \"my field\" 4");
        await using var run = Run(server,
            ("length", "LLEN queue"), ("temperature", "GET temperature"), ("field", "HGET hash 'my field'"), ("nothing", "GET nothing"));

        var result = (await run.RunAsync()).Healthy();

        Assert.Equal(3, result.Value("length"));
        Assert.Equal(21.5, result.Value("temperature"));
        Assert.Equal(4, result.Value("field"));
        Assert.Equal(double.NaN, result.Value("nothing"));
    }

    [Fact]
    public async Task A_failing_command_makes_the_target_unhealthy_and_spares_the_other_numbers()
    {
        var server = await servers.Redis;
        await server.RunAsync("SET text hello");
        await using var run = Run(server, ("list", "LLEN text"), ("wrong", "KEYS *"), ("word", "GET text"), ("good", "DBSIZE"));

        var result = await run.RunAsync();

        var error = result.Failure(ProbeErrorKind.Query);
        Assert.Contains("The query of 'list' failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("WRONGTYPE", error.Message, StringComparison.Ordinal);
        Assert.Contains("It answers with a list", error.Message, StringComparison.Ordinal);
        Assert.Contains("'hello' is not a number", result.Notice, StringComparison.Ordinal);
        Assert.True(result.Value("good") > 0);
        Assert.True(result.Value("redis_memory_used_bytes") > 0);
    }

    [Fact]
    public async Task A_command_that_would_change_the_connection_is_not_sent()
    {
        await using var run = Run(await servers.Redis, ("all", "monitor"), ("mute", "CLIENT REPLY OFF"), ("good", "ECHO 7"));

        var result = await run.RunAsync();

        Assert.Contains("monitor changes what the whole connection says", result.Failure(ProbeErrorKind.Query).Message, StringComparison.Ordinal);
        Assert.Equal(7, result.Value("good"));
    }

    [Fact]
    public async Task An_account_for_ping_and_info_only_gets_a_notice_that_names_the_rest()
    {
        var server = await servers.Redis;
        await server.RunAsync("ACL SETUSER low reset on >pw +ping +info", "ACL LOG RESET");
        await using var run = new ProbeRun(DatabaseEngine.Redis, $"redis://low:pw@127.0.0.1:{server.Port}");

        var result = (await run.RunAsync()).Healthy();

        Assert.Equal(
            "For want of a privilege these are off: redis_slowlog. To have them, run: ACL SETUSER low +slowlog|len", result.Notice);
        Assert.True(result.Value("redis_memory_used_bytes") > 0);
    }

    [Theory]
    [InlineData("127.0.0.1:{0},password=hunter2", "WRONGPASS")]
    [InlineData("redis://nobody:hunter2@127.0.0.1:{0}", "WRONGPASS")]
    [InlineData("127.0.0.1:{0}", "NOAUTH")]
    public async Task A_wrong_password_is_a_failure_of_authentication(string connection, string code)
    {
        var server = await servers.Redis;
        await using var run = new ProbeRun(
            DatabaseEngine.Redis, connection.Replace("{0}", $"{server.Port}", StringComparison.Ordinal));

        var error = (await run.RunAsync()).Failure(ProbeErrorKind.Authentication);

        Assert.False(error.Transient);
        Assert.Contains(code, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_missing()
    {
        var server = await servers.Redis;
        await using var run = new ProbeRun(DatabaseEngine.Redis, $"redis://:secret@127.0.0.1:{server.Port}/99");

        (await run.RunAsync()).Failure(ProbeErrorKind.Missing);
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_command_is_a_broken_connection()
    {
        await using var server = await RedisServer.StartAsync();
        await using var run = Run(server, ("wait", "BLPOP nothing 0"));

        var round = run.RunAsync();
        await Wait.UntilAsync(async () => await server.InfoAsync("blocked_clients") == "1");
        await server.KillAsync();

        (await round).Failure(ProbeErrorKind.Connection);
        Assert.True((await run.RunAsync()).Failure(ProbeErrorKind.Connection).Transient);
    }

    [Fact]
    public async Task A_cancelled_round_leaves_no_session_behind()
    {
        var server = await servers.Redis;
        await using var run = Run(server, ("wait", "BLPOP nothing 0"));
        using var giveUp = new CancellationTokenSource();

        var round = run.Probe.RunAsync(giveUp.Token).AsTask();
        await Wait.UntilAsync(async () => await server.InfoAsync("blocked_clients") == "1");
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => round);
        await Wait.UntilAsync(async () => await server.InfoAsync("blocked_clients") == "0");
    }

    private static ProbeRun Run(RedisServer server, params (string, string)[] queries) =>
        new(DatabaseEngine.Redis, server.Connection, queries);
}
