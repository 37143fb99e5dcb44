using Lapwing.Config.Connections;
using Microsoft.Data.Sqlite;

namespace Lapwing.Probes.Databases.Sqlite;

/// <summary>An SQLite file, opened for reading only.</summary>
/// <remarks>
/// In WAL mode any reader, this one too, needs <c>-shm</c> and <c>-wal</c> beside the file; SQLite makes them where they are missing and
/// the folder allows it. The file itself is never made nor changed.
/// </remarks>
internal sealed class SqliteClient : DatabaseClient
{
    private readonly string _path;
    private readonly string _connectionString;
    private readonly SqliteCommits _commits = new();
    private readonly TimeProvider _time;

    public SqliteClient(string connection, TimeProvider time)
    {
        _path = SqlitePath.Parse(connection);
        _time = time;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            // How long to wait for a writer's lock; whole seconds, and 0 would wait for ever.
            DefaultTimeout = 1,
        }.ConnectionString;
    }

    public override string Address => _path;

    public override IReadOnlyList<MetricQuery> Metrics => SqliteMetrics.All;

    public override IReadOnlyList<string> WorkCounters { get; } = [SqliteMetrics.Commits];

    /// <summary>
    /// SQLite is a library within its users' processes: every call blocks, so a session is opened and used on the thread pool.
    /// </summary>
    protected override Task<DatabaseSession> ConnectAsync(CancellationToken cancellation) =>
        Task.Run<DatabaseSession>(() => Open(), cancellation);

    public override ProbeError Explain(Exception failure) => SqliteFault.Explain(failure, _path);

    public override bool IsDenied(Exception failure) => false;

    private SqliteSession Open()
    {
        if (!File.Exists(_path))
            throw new FileNotFoundException("There is no such file.", _path);
        var files = SqliteFiles.Look(_path);
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            return new(this, connection, files, _commits, _time);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
