using Lapwing.Config.Validation;
using Lapwing.Config.Values;

namespace Lapwing.Config;

/// <summary>How long what is collected is kept. Blocks of it go as a whole, so that some stay somewhat longer. A change needs a restart.</summary>
internal sealed record RetentionConfig
{
    /// <summary>The age up to which samples are kept, counted from the newest one in the store; 0 for ever. Default: 30d. From 0 to 100y.</summary>
    [Within("0", "100y")]
    public TimeSpan Time { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// The age up to which buckets of five minutes (least, greatest, sum, count, last, increase) are kept, made of each day at its end; 0s for none.
    /// Default: 180d. From 0 to 100y.
    /// </summary>
    [Within("0", "100y")]
    public TimeSpan FiveMinutes { get; init; } = TimeSpan.FromDays(180);

    /// <summary>The age up to which buckets of an hour are kept; 0s for none. Default: 5y. From 0 to 100y.</summary>
    [Within("0", "100y")]
    public TimeSpan Hours { get; init; } = TimeSpan.FromDays(5 * 365);

    /// <summary>Bytes of blocks at most: beyond it the oldest go. 0B for any number. Default: 0B.</summary>
    public ByteSize Size { get; init; }
}

/// <summary>How long some series are kept.</summary>
internal sealed record RetentionRuleConfig
{
    /// <summary>Which series: a selector, such as <c>{source="file"}</c>.</summary>
    [Selector]
    public required string Match { get; init; }

    /// <summary>The age up to which their samples are kept, counted from the newest one in the store. From 1h to 100y.</summary>
    [Within("1h", "100y")]
    public required TimeSpan Time { get; init; }
}
