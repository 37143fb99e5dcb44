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

    /// <summary>How many values a label has; an upper bound will do.</summary>
    int CountOfValues(string name);

    /// <summary>The values that a label has, each once, in any order; at least those that begin with the prefix.</summary>
    IEnumerable<string> ValuesOf(string name, string prefix);

    /// <summary>Keeps those of the series whose value of a label is wanted; it is empty where a series lacks the label.</summary>
    /// <param name="series">Some series, ascending.</param>
    /// <param name="name">The label.</param>
    /// <param name="isWanted">Asked once or a few times for each value that there is among them.</param>
    void Keep(List<int> series, string name, Func<string, bool> isWanted);
}
