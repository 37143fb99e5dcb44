namespace Lapwing.Storage.Index;

/// <summary>
/// What a selection asks of an index, be it the head's or a block's: which series have a label. Series are numbered from 0. Any number of
/// threads may ask.
/// </summary>
internal interface IPostingsIndex
{
    /// <summary>How many series have this value of this label; an upper bound will do.</summary>
    int CountOf(string name, string value);

    /// <summary>Appends the series that have this value of this label, ascending.</summary>
    void AppendPostings(string name, string value, List<int> series);

    /// <summary>Appends all series, ascending.</summary>
    void AppendAll(List<int> series);

    /// <summary>The values that a label has, each once, in any order.</summary>
    IEnumerable<string> ValuesOf(string name);

    /// <summary>The value of a label of a series; empty where it has none.</summary>
    string ValueOf(int series, string name);
}
