namespace Lapwing.Storage.Blocks;

/// <summary>The parts of a block's index, in the order of the file.</summary>
internal enum IndexSection
{
    /// <summary>The strings of labels in UTF-8, one behind the other, sorted by their bytes.</summary>
    Symbols,

    /// <summary>Where in them each begins, and where the last ends; four bytes each.</summary>
    SymbolOffsets,

    /// <summary>The labels, a name with a value, sorted by name and value: a <see cref="LabelEntry"/> each.</summary>
    Labels,

    /// <summary>For each label the series that have it: the first, and each other less the one before; varints.</summary>
    Postings,

    /// <summary>The series: group, column, how many labels, and those by their numbers, each less the one before (zigzag); varints.</summary>
    Series,

    /// <summary>Where in them each begins, and where the last ends; four bytes each.</summary>
    SeriesOffsets,

    /// <summary>The groups: how many segments, and for each the first instant less that of the one before (zigzag), how long, rows, where in the chunks less where the one before ended; varints.</summary>
    Groups,

    /// <summary>Where in them each begins, and where the last ends; four bytes each.</summary>
    GroupOffsets,
}

/// <summary>A name with a value, and the series that have it. The layout is on disk, little endian.</summary>
/// <param name="Name">The symbol of the name.</param>
/// <param name="Value">The symbol of the value.</param>
/// <param name="Postings">Where the postings begin.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct LabelEntry(int Name, int Value, int Postings, int Count)
{
    /// <summary>Bytes of an entry.</summary>
    public const int Size = 16;
}

/// <summary>A segment of a group.</summary>
/// <param name="From">Its first instant, milliseconds since 1970-01-01 UTC.</param>
/// <param name="To">Its last instant.</param>
/// <param name="Rows">How many instants.</param>
/// <param name="Offset">Where it begins in the file of chunks.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct SegmentEntry(long From, long To, int Rows, long Offset, long Length);
