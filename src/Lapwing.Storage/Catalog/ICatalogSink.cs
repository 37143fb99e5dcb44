namespace Lapwing.Storage.Catalog;

/// <summary>Is given what a catalog holds, in the order in which it was added; a symbol comes before the series that have it.</summary>
internal interface ICatalogSink
{
    /// <param name="id">Which symbol it is: above all before; some are left out where they were lost.</param>
    /// <param name="utf8">The string. Valid until the call returns.</param>
    void OnSymbol(int id, ReadOnlySpan<byte> utf8);

    /// <param name="number">Which series it is: above all before; some are left out where they were lost.</param>
    /// <param name="labels">Its labels, in the order in which they were given. Valid until the call returns.</param>
    /// <param name="group">The group of series that it is sampled with.</param>
    /// <param name="column">Where it stands in that group.</param>
    void OnSeries(int number, ReadOnlySpan<LabelRef> labels, int group, int column);
}
