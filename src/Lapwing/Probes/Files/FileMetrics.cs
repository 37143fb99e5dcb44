namespace Lapwing.Probes.Files;

/// <summary>
/// The measurements of a file or of the files that a pattern means, besides its headline <c>file_system</c> (bytes of all files together).
/// Those of <c>match</c> have the names that the configuration gives them, and count since Lapwing began to watch.
/// </summary>
internal static class FileMetrics
{
    /// <summary>Number of files.</summary>
    public const string Count = "file_count";

    /// <summary>Bytes of the largest file.</summary>
    public const string LargestSize = "file_largest_size_bytes";

    /// <summary>When the newest file was changed, in seconds since 1970-01-01 UTC.</summary>
    public const string NewestModified = "file_newest_modified_timestamp_seconds";

    /// <summary>Seconds since the newest file was changed; 0 when that lies in the future.</summary>
    public const string Age = "file_age_seconds";

    /// <summary>
    /// Opens and reads by others since the last round, or since Lapwing began to watch; a lower bound, as <see cref="Inotify"/> explains.
    /// On Linux only.
    /// </summary>
    public const string AccessCount = "access_count";

    /// <summary>Changes of content since Lapwing began to watch. With <c>checksum</c> only.</summary>
    public const string ContentChanges = "file_content_changes_total";

    /// <summary>Lines longer than 1 MiB, of which only the beginning was matched. With <c>match</c> only.</summary>
    public const string CutLines = "file_lines_cut_total";

    /// <summary>Change of the headline per second since the last round, if that had one; negative when files shrank.</summary>
    public const string Growth = "file_growth_bytes_per_second";
}
