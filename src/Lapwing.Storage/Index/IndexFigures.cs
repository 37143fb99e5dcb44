namespace Lapwing.Storage.Index;

/// <summary>What a <see cref="SeriesIndex"/> tells of itself.</summary>
/// <param name="Series">Series that are there.</param>
/// <param name="Removed">Series removed whose memory is not given back yet.</param>
/// <param name="Symbols">Texts that have a number.</param>
/// <param name="Bytes">Memory by part.</param>
/// <param name="Refused">Series refused since the start.</param>
internal readonly record struct IndexFigures(int Series, int Removed, int Symbols, IndexBytes Bytes, RefusedSeries Refused);

/// <summary>Memory of an index.</summary>
/// <param name="Symbols">Texts, and the table by which they are found.</param>
/// <param name="Pairs">Names with their values.</param>
/// <param name="Postings">Which series have them.</param>
/// <param name="Series">Which of them a series has, and the table by which it is found.</param>
internal readonly record struct IndexBytes(long Symbols, long Pairs, long Postings, long Series)
{
    public long Total => Symbols + Pairs + Postings + Series;
}

/// <summary>Series that were refused, by reason.</summary>
internal readonly record struct RefusedSeries(long TooManySeries, long TooManyLabels, long NameTooLong, long ValueTooLong, long BrokenText);
