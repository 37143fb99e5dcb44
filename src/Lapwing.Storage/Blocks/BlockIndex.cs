using Lapwing.Model;
using Lapwing.Storage.Chunks;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Blocks;

/// <summary>
/// The index of a block, read where it stands in the file. A section is checked when it is first used; one that is broken throws an
/// <see cref="InvalidDataException"/> then and ever after. Any number of threads may read.
/// </summary>
internal sealed class BlockIndex : IPostingsIndex, IDisposable
{
    private readonly IndexFile _file;
    private readonly BlockSymbols _symbols;
    private readonly BlockLabels _labels;

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no index, or of a newer version.</exception>
    public BlockIndex(string path)
    {
        _file = new(path);
        _symbols = new(_file);
        _labels = new(_file, _symbols);
    }

    public int Series => _file.Count(IndexSection.SeriesOffsets);

    public int Groups => _file.Count(IndexSection.GroupOffsets);

    /// <summary>Bytes of the file.</summary>
    public long Length => _file.Length;

    /// <summary>The labels of a series.</summary>
    public Labels LabelsOf(int series)
    {
        var record = RecordOf(series);
        var pairs = new KeyValuePair<string, string>[record.Labels];
        foreach (ref var pair in pairs.AsSpan())
        {
            var label = _labels[record.NextLabel()];
            pair = new(_symbols.TextOf(label.Name), _symbols.TextOf(label.Value));
        }

        return Labels.FromSorted(pairs);
    }

    /// <summary>The order of two series by their labels: that of the series in a block.</summary>
    public int Compare(int series, BlockIndex other, int otherSeries)
    {
        var mine = RecordOf(series);
        var others = other.RecordOf(otherSeries);
        while (mine.Labels > 0 && others.Labels > 0)
        {
            var (label, otherLabel) = (_labels[mine.NextLabel()], other._labels[others.NextLabel()]);
            var order = _symbols[label.Name].SequenceCompareTo(other._symbols[otherLabel.Name]);
            if (order == 0)
                order = _symbols[label.Value].SequenceCompareTo(other._symbols[otherLabel.Value]);
            if (order != 0)
                return order;
        }

        return mine.Labels.CompareTo(others.Labels);
    }

    /// <summary>The group of a series, and its column there.</summary>
    public (int Group, int Column) PlaceOf(int series)
    {
        var record = RecordOf(series);
        return (record.Group, record.Column);
    }

    /// <summary>The segments of a group, in order of time.</summary>
    public SegmentEntry[] SegmentsOf(int group)
    {
        var reader = new ByteReader(_file.Entry(IndexSection.Groups, IndexSection.GroupOffsets, group));
        var segments = new SegmentEntry[reader.Count(reader.Rest.Length)];
        var (from, end) = (0L, 0L);
        for (var i = 0; i < segments.Length; i++)
        {
            from += reader.Zigzag();
            var to = from + (long)reader.Varint();
            var rows = reader.Count(SegmentWriter.MaxRows);
            var offset = end + (long)reader.Varint();
            segments[i] = new(from, to, rows, offset, (long)reader.Varint());
            end = offset + segments[i].Length;
        }

        return segments;
    }

    /// <summary>The names of all labels, in order of their bytes.</summary>
    public IReadOnlyList<string> LabelNames() => _labels.Names();

    public int CountOf(string name, string value) => _labels.Find(name, value).Count;

    public void AppendPostings(string name, string value, List<int> series) => AppendPostings(_labels.Find(name, value), series);

    public void AppendAll(List<int> series) => series.AddRange(Enumerable.Range(0, Series));

    public int CountOfValues(string name)
    {
        var (from, to) = _labels.Of(name);
        return to - from;
    }

    public IEnumerable<string> ValuesOf(string name, string prefix) => _labels.ValuesOf(name, prefix);

    public void Keep(List<int> series, string name, Func<string, bool> isWanted)
    {
        var symbol = _symbols.Find(name);
        var verdicts = new Dictionary<int, bool>();
        series.RemoveWhere(one =>
        {
            var value = ValueOf(one, symbol);
            if (!verdicts.TryGetValue(value, out var isKept))
                verdicts[value] = isKept = isWanted(value < 0 ? "" : _symbols.TextOf(value));
            return !isKept;
        });
    }

    /// <summary>Checks a section against what was written.</summary>
    /// <exception cref="InvalidDataException">It is broken.</exception>
    public void Check(IndexSection section) => _file.Check(section);

    public void Dispose() => _file.Dispose();

    private SeriesRecord RecordOf(int series) => new(_file.Entry(IndexSection.Series, IndexSection.SeriesOffsets, series));

    private void AppendPostings(LabelEntry label, List<int> series)
    {
        var postings = _file[IndexSection.Postings];
        if (label.Postings < 0 || label.Postings > postings.Length)
            ByteReader.Broken($"postings at {label.Postings} of {postings.Length}");
        var reader = new ByteReader(postings[label.Postings..]);
        var (before, count) = (-1, Series);
        for (var i = 0; i < label.Count; i++)
        {
            var one = (i == 0 ? 0 : before) + (long)reader.Count(int.MaxValue);
            if (one <= before || one >= count)
                ByteReader.Broken($"series {one} of {count} behind {before}");
            series.Add(before = (int)one);
        }
    }

    /// <summary>The symbol of a series' value of a label; -1 where it has none.</summary>
    private int ValueOf(int series, int name)
    {
        var record = RecordOf(series);
        while (record.Labels > 0)
        {
            var label = _labels[record.NextLabel()];
            if (label.Name == name)
                return label.Value;
        }

        return -1;
    }
}
