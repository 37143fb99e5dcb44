namespace Lapwing.Storage.Wal;

/// <summary>The bounds of a <see cref="WalWriter"/>.</summary>
internal sealed record WalOptions
{
    /// <summary>The segment size at most: what a dropped segment frees, and what reading takes of memory.</summary>
    public const int MaxSegmentSize = 1 << 30;

    /// <summary>Bytes after which a segment is followed by the next; a longer record has one of its own. Default: 64 MiB.</summary>
    public int SegmentSize { get; init; } = 64 << 20;

    /// <summary>When records are brought to the disk: by <see cref="WalWriter.Sync"/>, each before it is acknowledged, or never. Default: the first.</summary>
    public FsyncMode Sync { get; init; } = FsyncMode.Interval;
}
