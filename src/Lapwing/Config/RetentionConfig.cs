using Lapwing.Config.Validation;
using Lapwing.Config.Values;

namespace Lapwing.Config;

/// <summary>How long what is collected is kept. Blocks of it go as a whole, so that some stay somewhat longer. A change needs a restart.</summary>
internal sealed record RetentionConfig
{
    /// <summary>The age up to which samples are kept, counted from the newest one in the store; 0 for ever. Default: 30d. From 0 to 100y.</summary>
    [Within("0", "100y")]
    public TimeSpan Time { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Bytes of blocks at most: beyond it the oldest go. 0B for any number. Default: 0B.</summary>
    public ByteSize Size { get; init; }
}
