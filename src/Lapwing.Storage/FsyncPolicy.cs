namespace Lapwing.Storage;

/// <summary>When samples are brought to the disk. Whatever it is, they outlive the end of the process; this is about power cuts.</summary>
public enum FsyncMode
{
    /// <summary>Every so often: a power cut costs what came since.</summary>
    Interval,

    /// <summary>Before a batch is acknowledged: a power cut costs nothing, and a batch takes as long as the disk does.</summary>
    Always,

    /// <summary>When the kernel likes, which is after about half a minute.</summary>
    Never,
}

/// <summary>When samples are brought to the disk.</summary>
/// <param name="Mode">In which way.</param>
/// <param name="Interval">How often, of <see cref="FsyncMode.Interval"/>.</param>
public readonly record struct FsyncPolicy(FsyncMode Mode, TimeSpan Interval)
{
    /// <summary>Every second.</summary>
    public static readonly FsyncPolicy Default = new(FsyncMode.Interval, TimeSpan.FromSeconds(1));
}
