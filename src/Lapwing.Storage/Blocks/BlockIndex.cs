using System.Runtime.InteropServices;
using System.Text;
using Lapwing.Model;
using Lapwing.Storage.Chunks;
using Lapwing.Storage.Files;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Blocks;

/// <summary>
/// The index of a block, read where it stands in the file. A section is checked when it is first used; one that is broken throws an
/// <see cref="InvalidDataException"/> then and ever after. Any number of threads may read.
/// </summary>
internal sealed class BlockIndex : IPostingsIndex, IDisposable
{
    private readonly MappedFile _file;
    private readonly bool[] _isChecked = new bool[IndexFooter.Sections];

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no index, or of a newer version.</exception>
    public BlockIndex(string path)
    {
        _file = new(path);
        try
        {
            BlockFormat.CheckHeader(_file.Slice(0, BlockFormat.HeaderSize), BlockFormat.IndexMagic);
            IndexFooter.Check(Footer);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public int Series => CountOf(IndexSection.SeriesOffsets);

    public int Groups => CountOf(IndexSection.GroupOffsets);

    /// <summary>Bytes of the file.</summary>
    public long Length => _file.Length;

    private ReadOnlySpan<byte> Footer => _file.Slice(_file.Length - IndexFooter.Size, IndexFooter.Size);

    private ReadOnlySpan<LabelEntry> Labels => MemoryMarshal.Cast<byte, LabelEntry>(Section(IndexSection.Labels));

    /// <summary>The labels of a series.</summary>
    public Labels LabelsOf(int series)
    {
        var reader = new ByteReader(Entry(IndexSection.Series, IndexSection.SeriesOffsets, series));
        reader.Varint();
        reader.Varint();
        var pairs = new KeyValuePair<string, string>[reader.Count(reader.Rest.Length)];
        var label = 0L;
        for (var i = 0; i < pairs.Length; i++)
        {
            var entry = LabelAt(label += reader.Zigzag());
            pairs[i] = new(TextOf(entry.Name), TextOf(entry.Value));
        }

        return Model.Labels.FromSorted(pairs);
    }

    /// <summary>The order of two series by their labels: that of the series in a block.</summary>
    public int Compare(int series, BlockIndex other, int otherSeries)
    {
        var labels = new LabelReader(this, series);
        var others = new LabelReader(other, otherSeries);
        while (labels.Next(out var name, out var value))
        {
            if (!others.Next(out var otherName, out var otherValue))
                return 1;
            if (name.SequenceCompareTo(otherName) is not 0 and var byName)
                return byName;
            if (value.SequenceCompareTo(otherValue) is not 0 and var byValue)
                return byValue;
        }

        return others.Next(out _, out _) ? -1 : 0;
    }

    /// <summary>The group of a series, and its column there.</summary>
    public (int Group, int Column) PlaceOf(int series)
    {
        var reader = new ByteReader(Entry(IndexSection.Series, IndexSection.SeriesOffsets, series));
        return (reader.Count(Groups - 1), reader.Count(int.MaxValue));
    }

    /// <summary>The segments of a group, in order of time.</summary>
    public SegmentEntry[] SegmentsOf(int group)
    {
        var reader = new ByteReader(Entry(IndexSection.Groups, IndexSection.GroupOffsets, group));
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
    public IReadOnlyList<string> LabelNames()
    {
        var names = new List<string>();
        var last = -1;
        foreach (var label in Labels)
        {
            if (label.Name == last)
                continue;
            names.Add(TextOf(label.Name));
            last = label.Name;
        }

        return names;
    }

    public int CountOf(string name, string value) => TryFind(name, value, out var label) ? label.Count : 0;

    public void AppendPostings(string name, string value, List<int> series)
    {
        if (!TryFind(name, value, out var label))
            return;
        var postings = Section(IndexSection.Postings);
        var reader = new ByteReader(label.Postings < 0 || label.Postings > postings.Length ? [] : postings[label.Postings..]);
        var one = 0L;
        for (var i = 0; i < label.Count; i++)
        {
            one += (long)reader.Varint();
            if (one < 0 || one >= Series)
                ByteReader.Broken($"series {one} of {Series}");
            series.Add((int)one);
        }
    }

    public void AppendAll(List<int> series)
    {
        for (var one = 0; one < Series; one++)
        {
            series.Add(one);
        }
    }

    public int CountOfValues(string name)
    {
        var (from, to) = ValuesOf(name);
        return to - from;
    }

    public IEnumerable<string> ValuesOf(string name, string prefix)
    {
        var (from, to) = ValuesOf(name);
        for (var i = from; i < to; i++)
        {
            var value = TextOf(Labels[i].Value);
            if (value.StartsWith(prefix, StringComparison.Ordinal))
                yield return value;
        }
    }

    public void Keep(List<int> series, string name, Func<string, bool> isWanted)
    {
        var symbol = FindSymbol(name);
        var verdicts = new Dictionary<int, bool>();
        series.RemoveWhere(one =>
        {
            var value = symbol < 0 ? -1 : ValueOf(one, symbol);
            if (!verdicts.TryGetValue(value, out var isKept))
                verdicts[value] = isKept = isWanted(value < 0 ? "" : TextOf(value));
            return !isKept;
        });
    }

    /// <summary>Checks a section against what was written.</summary>
    /// <exception cref="InvalidDataException">It is broken.</exception>
    public void Check(IndexSection section)
    {
        var (offset, length, crc) = IndexFooter.Read(Footer, (int)section);
        if (Crc32C.Of(_file.Slice(offset, length)) != crc)
            throw new InvalidDataException($"the section {section} of the index is broken");
    }

    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> Section(IndexSection section)
    {
        if (!Volatile.Read(ref _isChecked[(int)section]))
        {
            Check(section);
            Volatile.Write(ref _isChecked[(int)section], true);
        }

        var (offset, length, _) = IndexFooter.Read(Footer, (int)section);
        return _file.Slice(offset, length);
    }

    private int CountOf(IndexSection offsets) => Math.Max(0, (Section(offsets).Length / sizeof(int)) - 1);

    private ReadOnlySpan<byte> Entry(IndexSection section, IndexSection offsets, int number)
    {
        var places = MemoryMarshal.Cast<byte, int>(Section(offsets));
        var all = Section(section);
        if (number < 0 || number >= places.Length - 1)
            throw new InvalidDataException($"entry {number} of {places.Length - 1} in {section}");
        var (from, to) = (places[number], places[number + 1]);
        return from >= 0 && to >= from && to <= all.Length ? all[from..to] : throw new InvalidDataException($"entry {number} in {section} is beyond it");
    }

    private ReadOnlySpan<byte> Utf8Of(int symbol) => Entry(IndexSection.Symbols, IndexSection.SymbolOffsets, symbol);

    private string TextOf(int symbol) => Encoding.UTF8.GetString(Utf8Of(symbol));

    private LabelEntry LabelAt(long number) =>
        number >= 0 && number < Labels.Length ? Labels[(int)number] : throw new InvalidDataException($"label {number} of {Labels.Length}");

    private int ValueOf(int series, int name)
    {
        var reader = new ByteReader(Entry(IndexSection.Series, IndexSection.SeriesOffsets, series));
        reader.Varint();
        reader.Varint();
        var count = reader.Count(reader.Rest.Length);
        var label = 0L;
        for (var i = 0; i < count; i++)
        {
            var entry = LabelAt(label += reader.Zigzag());
            if (entry.Name == name)
                return entry.Value;
        }

        return -1;
    }

    private int FindSymbol(string text)
    {
        Span<byte> room = stackalloc byte[256];
        ReadOnlySpan<byte> utf8 = text.Length * 3 <= room.Length ? room[..Encoding.UTF8.GetBytes(text, room)] : Encoding.UTF8.GetBytes(text);
        var (low, high) = (0, CountOf(IndexSection.SymbolOffsets) - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Utf8Of(middle).SequenceCompareTo(utf8);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private bool TryFind(string name, string value, out LabelEntry label)
    {
        label = default;
        var (nameSymbol, valueSymbol) = (FindSymbol(name), FindSymbol(value));
        if (nameSymbol < 0 || valueSymbol < 0)
            return false;
        var labels = Labels;
        var at = FirstFrom(labels, nameSymbol, valueSymbol);
        if (at == labels.Length || labels[at].Name != nameSymbol || labels[at].Value != valueSymbol)
            return false;
        label = labels[at];
        return true;
    }

    private (int From, int To) ValuesOf(string name)
    {
        var symbol = FindSymbol(name);
        return symbol < 0 ? (0, 0) : (FirstFrom(Labels, symbol, 0), FirstFrom(Labels, symbol + 1, 0));
    }

    /// <summary>The first label that is not before a name with a value.</summary>
    private static int FirstFrom(ReadOnlySpan<LabelEntry> labels, int name, int value)
    {
        var (low, high) = (0, labels.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var label = labels[middle];
            if (label.Name < name || (label.Name == name && label.Value < value))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The labels of a series, one after the other.</summary>
    private ref struct LabelReader
    {
        private readonly BlockIndex _index;
        private ByteReader _reader;
        private int _left;
        private long _label;

        public LabelReader(BlockIndex index, int series)
        {
            _index = index;
            _reader = new(index.Entry(IndexSection.Series, IndexSection.SeriesOffsets, series));
            _reader.Varint();
            _reader.Varint();
            _left = _reader.Count(_reader.Rest.Length);
        }

        public bool Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
        {
            name = value = [];
            if (_left-- == 0)
                return false;
            var label = _index.LabelAt(_label += _reader.Zigzag());
            name = _index.Utf8Of(label.Name);
            value = _index.Utf8Of(label.Value);
            return true;
        }
    }
}
