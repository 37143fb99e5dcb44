namespace Lapwing.Storage.Head;

/// <summary>The bounds of a <see cref="HeadStore"/>.</summary>
public sealed record HeadOptions
{
    /// <summary>How long a sample stays. Default: 1 h.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Memory of samples at most, but for what came since rows were sealed last. Default: 64 MiB, some 40 million samples. Beyond it a target
    /// that needs room gives up its own oldest first.
    /// </summary>
    public long MaxBytes { get; init; } = 64 << 20;

    /// <summary>Series held at most; further ones are refused and counted. Default: 200,000.</summary>
    public int MaxSeries { get; init; } = 200_000;

    /// <summary>How much older than the newest sample of all another one may be. Default: 1 h.</summary>
    public TimeSpan OutOfOrderWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far past the clock a sample may be. Default: 10 min.</summary>
    public TimeSpan MaxAhead { get; init; } = TimeSpan.FromMinutes(10);
}
