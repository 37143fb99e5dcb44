namespace Lapwing.Storage;

/// <summary>What a <see cref="SeriesStore"/> tells of itself.</summary>
/// <param name="Series">Series begun.</param>
/// <param name="IndexBytes">Memory of their labels.</param>
/// <param name="HeadBytes">Memory of the recent samples.</param>
/// <param name="Blocks">Blocks that are read.</param>
/// <param name="BlockBytes">Bytes of their files.</param>
/// <param name="BrokenBlocks">Blocks that are there but cannot be read.</param>
/// <param name="Compactions">Times that blocks were made one of, or written anew without what is to go.</param>
/// <param name="TierBytes">Bytes of the blocks of buckets.</param>
/// <param name="Refused">Samples refused since the start.</param>
/// <param name="RefusedSeries">Attempts to begin a series over a bound.</param>
/// <param name="Unlogged">Samples that are in memory only, for the log could not be written when they came.</param>
/// <param name="DroppedSegments">Parts of the head given up because they could not be written, and there was no room.</param>
public readonly record struct StoreFigures(
    int Series, long IndexBytes, long HeadBytes, int Blocks, long BlockBytes, int BrokenBlocks, long Compactions, long TierBytes, RefusedSamples Refused, RefusedSeries RefusedSeries, long Unlogged, long DroppedSegments);

/// <summary>Samples that were not stored, by reason.</summary>
/// <param name="TooOld">Older than the newest of all by more than the window for what comes late.</param>
/// <param name="TooFarAhead">Too far past the clock.</param>
/// <param name="Conflicts">Another value stood at the same instant.</param>
public readonly record struct RefusedSamples(long TooOld, long TooFarAhead, long Conflicts);

/// <summary>Series that were not begun, by reason.</summary>
/// <param name="TooManySeries">There are as many as there may be.</param>
/// <param name="TooManyLabels">It has too many labels.</param>
/// <param name="NameTooLong">The name of a label is too long.</param>
/// <param name="ValueTooLong">The value of a label is too long.</param>
/// <param name="BrokenText">A name or value is no Unicode text.</param>
public readonly record struct RefusedSeries(long TooManySeries, long TooManyLabels, long NameTooLong, long ValueTooLong, long BrokenText);
