namespace Lapwing.Storage.Wal;

/// <summary>What is wrong with a part of the log.</summary>
internal enum WalDamageReason
{
    /// <summary>Bytes between records are no record.</summary>
    BrokenRecord,

    /// <summary>The header of a segment is broken; its records are read nevertheless.</summary>
    BrokenHeader,

    /// <summary>The segment ends with bytes that are no whole record: the process or the machine stopped there.</summary>
    TornEnd,

    /// <summary>Segments are missing between others.</summary>
    MissingSegments,
}

/// <summary>A part of the log that could not be read.</summary>
/// <param name="Segment">The number of the segment; the first one of several that are missing.</param>
/// <param name="Offset">Where in it.</param>
/// <param name="Bytes">How many were skipped.</param>
/// <param name="Reason">What is wrong.</param>
internal readonly record struct WalDamage(int Segment, int Offset, int Bytes, WalDamageReason Reason)
{
    /// <summary>Whether the bytes were cut off, so that they are not met again.</summary>
    public bool IsCut { get; init; }

    /// <summary>The last of several segments that are missing.</summary>
    public int LastSegment { get; init; } = Segment;

    public override string ToString() => Reason switch
    {
        WalDamageReason.MissingSegments when LastSegment > Segment => $"segments {Segment} to {LastSegment} are missing",
        WalDamageReason.MissingSegments => $"segment {Segment} is missing",
        WalDamageReason.BrokenHeader => $"the header of segment {Segment} is broken; its records were read nevertheless",
        WalDamageReason.TornEnd => $"segment {Segment} ends with {Bytes} bytes at {Offset} that are no whole record"
            + (IsCut ? "; they were cut off" : ""),
        _ => $"segment {Segment} has {Bytes} broken bytes at {Offset}; they were skipped",
    };
}
