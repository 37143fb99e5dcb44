namespace Lapwing.Storage.Wal;

/// <summary>When records are brought to the disk. Whatever it is, an acknowledged record outlives the end of the process.</summary>
internal enum WalSync
{
    /// <summary>When the owner of the log calls <see cref="WalWriter.Sync"/>: a power cut costs what came after the last time.</summary>
    Interval,

    /// <summary>Before each record is acknowledged: a power cut costs nothing.</summary>
    Always,

    /// <summary>When the kernel likes: a power cut costs about half a minute.</summary>
    Never,
}

/// <summary>The bounds of a <see cref="WalWriter"/>.</summary>
internal sealed record WalOptions
{
    /// <summary>The segment size at most: what a dropped segment frees, and what reading takes of memory.</summary>
    public const int MaxSegmentSize = 1 << 30;

    /// <summary>Bytes after which a segment is followed by the next; a longer record has one of its own. Default: 64 MiB.</summary>
    public int SegmentSize { get; init; } = 64 << 20;

    /// <summary>Default: when the owner says so.</summary>
    public WalSync Sync { get; init; } = WalSync.Interval;
}
