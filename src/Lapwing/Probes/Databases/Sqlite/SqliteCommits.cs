namespace Lapwing.Probes.Databases.Sqlite;

/// <summary>
/// Counts the commits to a database from outside, from one look at it to the next. Both journal modes keep a counter that grows by one
/// with each commit, at different places; a mark of each look tells whether it is still the same counter.
/// </summary>
/// <remarks>
/// Without a write-ahead log it is the change counter in the header of the file. With one it is <c>iChange</c> in the header of the
/// wal-index (sqlite.org/walformat.html): exact however often the log restarts from its beginning, which it does every thousand pages.
/// Counting the commit frames in the log itself would lose all that such a restart overwrites. The wal-index is made anew when the first
/// process opens the database and its counter then begins again; the salts of the log tell, since they grow by one with each restart but
/// are random in a new log. What cannot be known is not guessed: the round has no number.
/// </remarks>
internal sealed class SqliteCommits
{
    private Look? _last;
    private double _total;

    /// <summary>Commits counted since the first look; null when it is unknown how many were made since the last one.</summary>
    public double? Count(SqliteFiles files, WalHeader? wal)
    {
        var now = new Look(files.IsWal, wal, files);
        var grown = _last is { } last ? Grown(last, now) : 0;
        _last = now;
        _total += grown ?? 0;
        return grown is null ? null : _total;
    }

    private static uint? Grown(Look last, Look now)
    {
        if (last.IsWal != now.IsWal)
            return null;
        if (!now.IsWal)
            return Difference(last.Files.ChangeCounter, now.Files.ChangeCounter);
        if (now.Wal is not { } header || last.Wal is not { } before)
            return IsUntouched(last, now) ? 0 : null;

        // A restart is followed by a commit, so there are no more restarts than commits; random salts fail this but once in millions.
        var commits = Difference(before.Commits, header.Commits);
        return unchecked(header.Salt - before.Salt) <= commits ? commits : null;
    }

    /// <summary>Growth of a counter that wraps; null when it went back, as in a file put in place of another.</summary>
    private static uint? Difference(uint before, uint after) =>
        unchecked(after - before) is var grown && grown <= int.MaxValue ? grown : null;

    /// <summary>Nothing in the log, now as before, and the file itself not written: nobody has committed anything.</summary>
    private static bool IsUntouched(Look last, Look now) =>
        (last.Wal, now.Wal) is (null, null) && last.Files.Modified == now.Files.Modified && last.Files.WalSize == now.Files.WalSize;

    private readonly record struct Look(bool IsWal, WalHeader? Wal, SqliteFiles Files);
}

/// <summary>What the wal-index says of the write-ahead log.</summary>
/// <param name="Commits">Grows by one with each transaction.</param>
/// <param name="Salt">Grows by one when the log restarts from its beginning; random in a new log.</param>
internal readonly record struct WalHeader(uint Commits, uint Salt);
