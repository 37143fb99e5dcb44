namespace Lapwing.Storage.Head;

/// <summary>What a <see cref="HeadStore"/> tells of itself.</summary>
/// <param name="Series">Series begun.</param>
/// <param name="Bytes">Memory of the samples.</param>
/// <param name="Refused">Samples refused since the start.</param>
/// <param name="RefusedSeries">Attempts to begin a series over the bound.</param>
public readonly record struct HeadFigures(int Series, long Bytes, RefusedSamples Refused, long RefusedSeries);

/// <summary>Samples that were not stored, by reason.</summary>
/// <param name="TooOld">Older than the newest of all by more than the window for what comes late.</param>
/// <param name="TooFarAhead">Too far past the clock.</param>
/// <param name="Conflicts">Another value stood at the same instant.</param>
public readonly record struct RefusedSamples(long TooOld, long TooFarAhead, long Conflicts);
