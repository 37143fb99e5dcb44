using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Testing;
using Microsoft.Data.Sqlite;

namespace Lapwing.Tests.Probes.Databases;

public sealed class SqliteProbeTests : IDisposable
{
    private const string ManyRows = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000)
        INSERT INTO t SELECT hex(randomblob(200)) FROM n
        """;

    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();

    private string Path => _folder["app.db"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    public async Task A_healthy_file_gives_the_curated_metrics(string mode)
    {
        using var writer = Open(mode);
        Write(writer, 20);
        await using var run = Run(Path);

        var result = (await run.RunAsync()).Healthy();

        Assert.Null(result.Notice);
        Assert.Equal(mode == "wal" ? 1 : 0, result.Value("sqlite_journal_mode_wal"));
        Assert.Equal(mode == "wal", result.Value("sqlite_wal_size_bytes") > 0);
        Assert.Equal(result.Value("sqlite_pages") * 4096, result.Value("sqlite_database_size_bytes"));
        Assert.Equal(0, result.Value("sqlite_quick_check_errors"));
        Assert.Equal(0, result.Value("sqlite_foreign_key_violations"));
        Assert.Equal(1, result.Value("sqlite_tables"));
        Assert.True(result.Value("sqlite_volume_free_bytes") > 0);
        Assert.True(result.Value("sqlite_last_modified_timestamp_seconds") > 1.7e9);
        Assert.DoesNotContain("connections", result.Names);
    }

    [Theory]
    [InlineData("delete", 17)]
    [InlineData("truncate", 100)]
    [InlineData("wal", 17)]
    [InlineData("wal", 3000)] // Far more than the thousand pages after which the log begins anew.
    public async Task The_headline_counts_commits_exactly(string mode, int commits)
    {
        using var writer = Open(mode);
        Write(writer, 3);
        await using var run = Run(Path);
        Assert.Null((await run.RunAsync()).Headline);

        Write(writer, commits);
        Assert.Equal(commits / 10.0, (await run.RunAsync(TenSeconds)).Healthy().Headline);
        Assert.Equal(0, (await run.RunAsync(TenSeconds)).Headline);

        Write(writer, 5);
        var result = await run.RunAsync(TenSeconds);
        Assert.Equal(0.5, result.Headline);
        Assert.Equal(commits + 5, result.Value("sqlite_commits_total"));
    }

    [Fact]
    public async Task Commits_are_counted_across_checkpoints_and_big_transactions()
    {
        using var writer = Open("wal");
        Write(writer, 1);
        await using var run = Run(Path);
        await run.RunAsync();

        // Spilled pages of a transaction rolled back stay in the log and are no commits.
        Execute(writer, "PRAGMA cache_size = 10; PRAGMA cache_spill = 5");
        Execute(writer, $"BEGIN; {ManyRows}; ROLLBACK");
        Execute(writer, $"BEGIN; {ManyRows}; COMMIT");
        Execute(writer, "PRAGMA wal_checkpoint(TRUNCATE)");
        Write(writer, 8);

        Assert.Equal(0.9, (await run.RunAsync(TenSeconds)).Healthy().Headline);
    }

    [Fact]
    public async Task A_log_made_anew_gives_no_rate_rather_than_a_wrong_one()
    {
        var writer = Open("wal");
        Write(writer, 3);
        await using var run = Run(Path);
        await run.RunAsync();

        // The last process to close the database deletes the log, and with it the counter.
        Write(writer, 100);
        writer.Dispose();
        writer = Open("wal");
        Write(writer, 50);

        Assert.Null((await run.RunAsync(TenSeconds)).Healthy().Headline);
        Assert.Null((await run.RunAsync(TenSeconds)).Headline);
        Write(writer, 20);
        Assert.Equal(2, (await run.RunAsync(TenSeconds)).Headline);
        writer.Dispose();
    }

    [Fact]
    public async Task A_file_that_nobody_has_open_is_at_rest()
    {
        using (var writer = Open("wal"))
        {
            Write(writer, 3);
        }

        await using var run = Run(Path);
        await run.RunAsync();
        await run.RunAsync(TenSeconds);

        Assert.Equal(0, (await run.RunAsync(TenSeconds)).Healthy().Headline);
    }

    [Fact]
    public async Task Changing_the_journal_mode_begins_the_count_anew()
    {
        using var writer = Open("delete");
        Write(writer, 3);
        await using var run = Run(Path);
        await run.RunAsync();

        Execute(writer, "PRAGMA journal_mode = wal");
        Write(writer, 3);
        Assert.Null((await run.RunAsync(TenSeconds)).Headline);
        Assert.Null((await run.RunAsync(TenSeconds)).Headline);
        Write(writer, 3);
        Assert.Equal(0.3, (await run.RunAsync(TenSeconds)).Headline);
    }

    [Fact]
    public async Task Queries_of_the_users_only_read()
    {
        using var writer = Open("delete");
        Write(writer, 4);
        await using var run = Run(Path,
            ("rows", "SELECT count(*) AS value, 'x' AS kind FROM t"),
            ("write", "DELETE FROM t RETURNING 1 AS value"),
            ("none", "SELECT 1 AS n"));

        var result = await run.RunAsync();

        Assert.Equal(4, result.Value("rows", ("kind", "x")));
        Assert.Contains("readonly", result.Failure(ProbeErrorKind.Query).Message, StringComparison.Ordinal);
        Assert.Contains("It has no column 'value', but the columns 'n'", result.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_missing_and_stays_so()
    {
        await using var run = Run($"Data Source={Path}");

        var error = (await run.RunAsync()).Failure(ProbeErrorKind.Missing);

        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
        Assert.False(error.Transient);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_file_of_something_else_is_unreadable()
    {
        await File.WriteAllTextAsync(Path, new string('x', 5000), TestContext.Current.CancellationToken);
        await using var run = Run(Path);

        Assert.Contains("not a database (26)", (await run.RunAsync()).Failure(ProbeErrorKind.Unreadable).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_page_is_found_by_the_daily_check()
    {
        using (var writer = Open("delete"))
        {
            Execute(writer, "INSERT INTO t SELECT hex(randomblob(3000)) FROM (SELECT 1 UNION SELECT 2 UNION SELECT 3)");
        }

        await using (var file = File.OpenWrite(Path))
        {
            file.Position = 4096;
            file.Write(new byte[300]);
        }

        await using var run = Run(Path);

        Assert.NotEqual(0, (await run.RunAsync()).Value("sqlite_quick_check_errors"));
    }

    [Fact]
    public async Task A_file_locked_by_a_writer_does_not_answer_in_time()
    {
        using var writer = Open("delete");
        Execute(writer, "BEGIN EXCLUSIVE");
        await using var run = Run(Path);

        var error = (await run.RunAsync()).Failure(ProbeErrorKind.Timeout);

        Assert.True(error.Transient);
        Assert.Contains("locked", error.Message, StringComparison.Ordinal);
        Execute(writer, "ROLLBACK");
        (await run.RunAsync()).Healthy();
    }

    [Fact]
    public async Task A_cancelled_round_interrupts_its_query()
    {
        using var writer = Open("wal");
        await using var run = Run(Path,
            ("long", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS value FROM n"));
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Probe.RunAsync(giveUp.Token).AsTask());
    }

    private static ProbeRun Run(string connection, params (string, string)[] queries) => new(DatabaseEngine.Sqlite, connection, queries);

    private SqliteConnection Open(string mode)
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        Execute(connection, $"PRAGMA journal_mode = {mode}; PRAGMA synchronous = OFF; CREATE TABLE IF NOT EXISTS t (x)");
        return connection;
    }

    private static void Write(SqliteConnection connection, int transactions)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO t VALUES (1)";
        for (var i = 0; i < transactions; i++)
        {
            command.ExecuteNonQuery();
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
