using Lapwing.Config.Validation;
using Lapwing.Storage;

namespace Lapwing.Config;

/// <summary>How the store of what is collected works. A change needs a restart.</summary>
internal sealed record StorageConfig
{
    /// <summary>How much older than the newest sample of all another one may be and still be stored. Default: 1h. From 0 to 10y.</summary>
    [Within("0", "10y")]
    public TimeSpan OutOfOrderWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// When samples are brought to the disk: an interval, which is what a power cut may cost; <c>always</c>, before a run counts as stored; or
    /// <c>never</c>, when the kernel likes. The end of the process costs nothing in any case. Default: 1s.
    /// </summary>
    public FsyncPolicy Fsync { get; init; } = FsyncPolicy.Default;
}
