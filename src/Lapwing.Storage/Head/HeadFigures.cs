namespace Lapwing.Storage.Head;

/// <summary>What a <see cref="HeadStore"/> tells of itself.</summary>
/// <param name="Series">Series begun.</param>
/// <param name="SampleCapacity">Samples that the chunks in use can hold.</param>
/// <param name="OutOfOrder">Samples refused since the start because a newer one was there.</param>
/// <param name="Conflicts">Samples refused because another value stood at their instant.</param>
/// <param name="RefusedSeries">Attempts to begin a series over the bound.</param>
public readonly record struct HeadFigures(int Series, long SampleCapacity, long OutOfOrder, long Conflicts, long RefusedSeries);
