namespace Lapwing.Probes.Databases.Sqlite;

/// <summary>
/// The curated metrics of SQLite; no exporter has any. How many processes have the file open cannot be known portably, so there is no
/// number of connections.
/// </summary>
internal static class SqliteMetrics
{
    public const string Commits = "sqlite_commits_total";

    /// <summary>Writers may have to wait for a reader, so a check of the whole file must end.</summary>
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What is read from the files themselves rather than asked by SQL.</summary>
    public static readonly MetricQuery Files = new("sqlite", "");

    /// <summary>Whether the pages of the file hang together.</summary>
    public static readonly MetricQuery QuickCheck =
        new("sqlite_quick_check", "SELECT sum(quick_check <> 'ok') AS errors FROM pragma_quick_check") { Every = Day, Limit = CheckLimit };

    public static IReadOnlyList<string> FileColumns { get; } =
        ["file_size_bytes", "wal_size_bytes", "journal_mode_wal", "last_modified_timestamp_seconds", "volume_free_bytes", "commits_total"];

    public static IReadOnlyList<MetricQuery> All { get; } =
    [
        Files,

        new("sqlite", """
            SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS database_size_bytes,
                   (SELECT page_count FROM pragma_page_count) AS pages,
                   (SELECT freelist_count FROM pragma_freelist_count) AS free_pages,
                   (SELECT page_size FROM pragma_page_size) AS page_size_bytes,
                   (SELECT auto_vacuum FROM pragma_auto_vacuum) AS auto_vacuum,
                   (SELECT schema_version FROM pragma_schema_version) AS schema_version,
                   (SELECT user_version FROM pragma_user_version) AS user_version,
                   (SELECT application_id FROM pragma_application_id) AS application_id,
                   (SELECT count(*) FROM sqlite_schema WHERE type = 'table') AS tables,
                   (SELECT count(*) FROM sqlite_schema WHERE type = 'index') AS indexes,
                   EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1') AS has_statistics
            """),

        QuickCheck,

        new("sqlite_foreign_key", "SELECT count(*) AS violations FROM pragma_foreign_key_check") { Every = Day, Limit = CheckLimit },
    ];
}
