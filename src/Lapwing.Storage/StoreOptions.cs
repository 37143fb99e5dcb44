namespace Lapwing.Storage;

/// <summary>Where a <see cref="SeriesStore"/> is, and its bounds.</summary>
public sealed record StoreOptions
{
    /// <summary>The folder, which is made if it is not there. One process at a time may use it.</summary>
    public required string Folder { get; init; }

    /// <summary>When samples are brought to the disk. Default: every second.</summary>
    public FsyncPolicy Fsync { get; init; } = FsyncPolicy.Default;

    /// <summary>How much older than the newest sample of all another one may be. Default: 1 h.</summary>
    public TimeSpan OutOfOrderWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far past the clock a sample may be. Default: 10 min.</summary>
    public TimeSpan MaxAhead { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long samples are kept, counted from the newest of all; zero for ever. Default: 30 d. Blocks go as a whole, so some stay up to a day longer.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long buckets of five minutes are kept; zero for none at all. Default: 180 d.</summary>
    public TimeSpan FiveMinutesRetention { get; init; } = TimeSpan.FromDays(180);

    /// <summary>How long buckets of an hour are kept; zero for none at all. Default: 5 × 365 d.</summary>
    public TimeSpan HourRetention { get; init; } = TimeSpan.FromDays(5 * 365);

    /// <summary>Series that are kept for a shorter time than the others, by what selects them. Default: none.</summary>
    public IReadOnlyList<RetentionRule> RetentionRules { get; init; } = [];

    /// <summary>Bytes of blocks at most: beyond it the oldest block goes. 0 for any number. Default: 0.</summary>
    public long MaxBytes { get; init; }

    /// <summary>
    /// Memory of recent samples from which on they are written to blocks before their time has come. Default: 1 GiB. Where they
    /// cannot be written, half as much more is used; beyond that the oldest are given up.
    /// </summary>
    public long HeadBytes { get; init; } = 1L << 30;

    /// <summary>Series that may be sampled at one time; further ones are refused and counted. Default: 2,000,000.</summary>
    public int MaxSeries { get; init; } = 2_000_000;

    /// <summary>Bytes of a segment of the log: what is given up of it at a time. Default: 16 MiB.</summary>
    public int LogSegmentBytes { get; init; } = 16 << 20;

    /// <summary>Is told in a sentence what is amiss and was got over: damage found, a disk that is full. Default: nobody.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
