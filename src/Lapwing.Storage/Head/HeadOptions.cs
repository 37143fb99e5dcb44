namespace Lapwing.Storage.Head;

/// <summary>The bounds of a <see cref="HeadStore"/>.</summary>
public sealed record HeadOptions
{
    /// <summary>How long a sample stays. Default: 1 h.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Samples held at most, all series together. Default: 2,097,152, which is 32 MiB. Beyond it a series that needs room gives up
    /// its own oldest samples first.
    /// </summary>
    public int MaxSamples { get; init; } = 2 << 20;

    /// <summary>Series held at most; further ones are refused and counted. Default: 200,000.</summary>
    public int MaxSeries { get; init; } = 200_000;
}
