namespace Lapwing.Storage.Head;

/// <summary>The bounds of a <see cref="HeadStore"/>.</summary>
internal sealed record HeadOptions
{
    /// <summary>Memory of samples from which on they are written to blocks although their time has not come. Default: 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Memory of samples at most, but for rows not sealed: beyond it a target that needs room gives up its own oldest.</summary>
    public long MostBytes => MaxBytes + (MaxBytes / 2);

    /// <summary>How much older than the newest sample of all another one may be. Default: 1 h.</summary>
    public TimeSpan OutOfOrderWindow { get; init; } = TimeSpan.FromHours(1);
}
