using Lapwing.Config;
using Lapwing.Probes.Databases.MySql;
using Lapwing.Probes.Databases.Postgres;
using Lapwing.Probes.Databases.Redis;
using Lapwing.Probes.Databases.Sqlite;
using Lapwing.Probes.Databases.SqlServer;

namespace Lapwing.Probes.Databases;

/// <summary>
/// How one database is spoken to. To add an engine: a value in <see cref="DatabaseEngine"/>, a folder here with a client, a session and a
/// list of curated metrics, and a line in <see cref="Create"/>.
/// </summary>
/// <remarks>
/// Each session is a whole new connection, never one from a pool: connecting is then truly measured, and nothing is held on the
/// monitored server between rounds.
/// </remarks>
internal abstract class DatabaseClient : IAsyncDisposable
{
    /// <summary>What is connected to, such as <c>127.0.0.1:5432/app</c>; free of secrets.</summary>
    public abstract string Address { get; }

    /// <summary>The curated metrics, in the order in which they are asked for and reported.</summary>
    public abstract IReadOnlyList<MetricQuery> Metrics { get; }

    /// <summary>The counters whose sum is what the server has done so far; its growth per second is the headline.</summary>
    public abstract IReadOnlyList<string> WorkCounters { get; }

    /// <summary>The metric whose sum is the number of open connections; null where that cannot be known.</summary>
    public virtual string? ConnectionCount => null;

    /// <summary>Makes the client of an engine, for a connection that was found good when the configuration was read.</summary>
    public static DatabaseClient Create(DatabaseConfig config, TimeProvider time)
    {
        var connection = config.Connection.Reveal();
        var timeout = config.Timeout ?? new DefaultsConfig().Timeout;
        return config.Engine switch
        {
            DatabaseEngine.Postgresql => new PostgresClient(connection, timeout),
            DatabaseEngine.Mysql => new MySqlClient(connection, timeout),
            DatabaseEngine.Sqlserver => new SqlServerClient(connection, timeout),
            DatabaseEngine.Sqlite => new SqliteClient(connection, time),
            DatabaseEngine.Redis => new RedisClient(connection),
            _ => throw new NotSupportedException($"No client for {config.Engine}."),
        };
    }

    /// <summary>
    /// Opens a session. The caller disposes of it. When cancelled it lets go at once, though client libraries wait on for a server that
    /// accepts and says nothing: until their own time-out, of whole seconds. What they then bring is closed.
    /// </summary>
    public async Task<DatabaseSession> OpenAsync(CancellationToken cancellation)
    {
        var opening = ConnectAsync(cancellation);
        try
        {
            return await opening.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _ = CloseAsync(opening);
            throw;
        }
    }

    /// <summary>What an exception of the client library means.</summary>
    public abstract ProbeError Explain(Exception failure);

    /// <summary>Whether the server refused a query for want of a privilege.</summary>
    public abstract bool IsDenied(Exception failure);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens a session, over a connection of its own.</summary>
    protected abstract Task<DatabaseSession> ConnectAsync(CancellationToken cancellation);

    private static async Task CloseAsync(Task<DatabaseSession> opening)
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
            await opening.Result.DisposeAsync();
    }
}
