using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Lapwing.Probes.Databases.Sqlite;

/// <summary>
/// A session to an SQLite file. Every call blocks the thread pool's thread it runs on; cancelling interrupts the statement.
/// </summary>
internal sealed class SqliteSession(
    SqliteClient client, SqliteConnection connection, SqliteFiles files, SqliteCommits commits, TimeProvider time)
    : SqlSession(client, connection, default, "")
{
    // The header of the wal-index, which a snapshot is a copy of: iChange and the first salt (sqlite.org/walformat.html).
    private const int CommitsOffset = 8;
    private const int SaltOffset = 32;

    // SELECT 1 does not touch the file; this reads its header.
    protected override Task PingCoreAsync(CancellationToken cancellation) =>
        OnThreadPool(() => ScalarAsync("PRAGMA schema_version", cancellation), cancellation);

    protected override Task RunCoreAsync(IReadOnlyList<QueryState> queries, CancellationToken cancellation) =>
        OnThreadPool(() => base.RunCoreAsync(queries, cancellation), cancellation);

    /// <summary>A damaged page, or a write that is not allowed, is met by a statement and leaves the session usable.</summary>
    protected override bool EndsSession(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: not (raw.SQLITE_CORRUPT or raw.SQLITE_READONLY) } && base.EndsSession(failure);

    protected override async Task RunOneAsync(QueryState query, CancellationToken cancellation)
    {
        if (query.Query == SqliteMetrics.Files)
            ReportFiles(query);
        else if (query.Query.Limit is { } limit)
            await RunLimitedAsync(query, limit, cancellation);
        else
            await base.RunOneAsync(query, cancellation);
    }

    private async Task RunLimitedAsync(QueryState query, TimeSpan limit, CancellationToken cancellation)
    {
        using var limited = new CancellationTokenSource(limit, time);
        using var interruption = limited.Token.UnsafeRegister(_ => raw.sqlite3_interrupt(connection.Handle), null);
        await base.RunOneAsync(query, cancellation);
        if (limited.IsCancellationRequested && query.Failure is not null)
            query.Fail(new TimeoutException($"it was given up after {limit.TotalSeconds} s, so as not to block writers; run it by hand"));
        else if (query.Query == SqliteMetrics.QuickCheck && query.Failure is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT })
            ReportDamage(query);
    }

    /// <summary>A check that itself breaks down on the damage it looks for has found it.</summary>
    private static void ReportDamage(QueryState query)
    {
        query.Begin();
        query.Rows.Begin(["errors"]);
        query.Rows.Read([1]);
    }

    private void ReportFiles(QueryState query)
    {
        query.Begin();
        query.Rows.Begin(SqliteMetrics.FileColumns);
        query.Rows.Read(
        [
            files.Size, files.WalSize, files.IsWal, (files.Modified - DateTime.UnixEpoch).TotalSeconds,
            files.FreeSpace < 0 ? null : files.FreeSpace, commits.Count(files, files.IsWal ? ReadWalHeader() : null),
        ]);
    }

    /// <summary>The header of the wal-index as SQLite itself sees it; null when nothing was written to the log since it was made.</summary>
    private WalHeader? ReadWalHeader()
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        if (raw.sqlite3_snapshot_get(connection.Handle, "main", out var snapshot) != raw.SQLITE_OK)
            return null;
        using (snapshot)
        {
            var header = snapshot.DangerousGetHandle();
            var (commits, salt) = (Marshal.ReadInt32(header, CommitsOffset), Marshal.ReadInt32(header, SaltOffset));
            // The wal-index is in the byte order of the machine, but its salts are copied from the log, which is big-endian.
            return new((uint)commits, (uint)IPAddress.NetworkToHostOrder(salt));
        }
    }

    private Task OnThreadPool(Func<Task> work, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            using var interruption = cancellation.UnsafeRegister(_ => raw.sqlite3_interrupt(connection.Handle), null);
            await work();
        },
        cancellation);
}
