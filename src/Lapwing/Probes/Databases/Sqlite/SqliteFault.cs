using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Lapwing.Probes.Databases.Sqlite;

/// <summary>What failures of SQLite mean, by their result code.</summary>
internal static class SqliteFault
{
    public static ProbeError Explain(Exception failure, string path) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            new(ProbeErrorKind.Missing, $"{path}: there is no such file. Start what writes it, or correct the path.", Transient: false),
        UnauthorizedAccessException or IOException => new(ProbeErrorKind.Unreadable, failure.Message, Transient: false),
        SqliteException e => FromSqlite(e, path),
        _ => new(ProbeErrorKind.Query, $"{path}: {failure.Message}", Transient: false),
    };

    private static ProbeError FromSqlite(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            new(ProbeErrorKind.Timeout, $"{path}: a writer has held it locked for 1 s ({e.SqliteErrorCode}).", Transient: true),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            new(ProbeErrorKind.Unreadable, $"{path}: it is damaged, or no SQLite database: {Text(e)}", Transient: false),
        // A plain SQLITE_READONLY is a query that writes; its extended codes are a log that cannot be read without writing.
        raw.SQLITE_READONLY when e.SqliteExtendedErrorCode == raw.SQLITE_READONLY =>
            new(ProbeErrorKind.Query, $"{path}: {Text(e)}", Transient: false),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_IOERR or raw.SQLITE_READONLY =>
            new(ProbeErrorKind.Unreadable, $"{path}: it cannot be read: {Text(e)}. Check its permissions.", Transient: false),
        _ => new(ProbeErrorKind.Query, $"{path}: {Text(e)}", Transient: false),
    };

    /// <summary>The library's words without the frame that the client puts around them.</summary>
    private static string Text(SqliteException e)
    {
        var (start, end) = (e.Message.IndexOf('\''), e.Message.LastIndexOf('\''));
        var text = start >= 0 && end > start ? e.Message[(start + 1)..end] : e.Message;
        return $"{text} ({e.SqliteErrorCode})";
    }
}
