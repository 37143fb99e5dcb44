namespace Lapwing.Storage;

/// <summary>How finely samples are kept: as they came, or as one bucket for each stretch of time. The value is the length of a bucket in milliseconds.</summary>
public enum Resolution
{
    /// <summary>Samples as they came.</summary>
    Raw = 0,

    /// <summary>A bucket for five minutes.</summary>
    FiveMinutes = 5 * 60_000,

    /// <summary>A bucket for an hour.</summary>
    Hour = 60 * 60_000,
}
