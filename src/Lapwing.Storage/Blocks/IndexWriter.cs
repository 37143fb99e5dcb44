using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Lapwing.Model;
using Lapwing.Storage.Chunks;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>Collects the index of a block while its segments are written, and writes it in the end. For one thread.</summary>
internal sealed class IndexWriter
{
    private readonly Dictionary<string, int> _symbolIds = new(StringComparer.Ordinal);
    private readonly List<(int Name, int Value)> _pairs = [];
    private readonly List<SeriesEntry> _series = [];
    private readonly List<List<SegmentEntry>> _groups = [];

    public int Series => _series.Count;

    /// <summary>The number of the group that is being added to.</summary>
    public void BeginGroup() => _groups.Add([]);

    /// <summary>Adds a series to the group, whose column is the next.</summary>
    public void AddSeries(Labels labels, int column)
    {
        _series.Add(new(_groups.Count - 1, column, _pairs.Count, labels.Count));
        foreach (var (name, value) in labels.Pairs)
        {
            _pairs.Add((IdOf(name), IdOf(value)));
        }
    }

    /// <summary>Adds a segment to the group.</summary>
    public void AddSegment(SegmentEntry segment) => _groups[^1].Add(segment);

    /// <summary>Appends the whole index.</summary>
    public void WriteTo(BufferedFile file)
    {
        Span<byte> header = stackalloc byte[BlockFormat.HeaderSize];
        BlockFormat.WriteHeader(header, BlockFormat.IndexMagic);
        file.Append(header);
        var sections = new SectionWriter(file);
        WriteSymbols(sections);
        var order = Enumerable.Range(0, _series.Count).ToArray();
        Array.Sort(order, CompareSeries);
        WriteSeries(sections, order, WriteLabels(sections, order));
        WriteGroups(sections);
        sections.Finish();
    }

    private int IdOf(string text)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_symbolIds, text, out var isKnown);
        if (!isKnown)
            id = _symbolIds.Count - 1;
        return id;
    }

    /// <summary>Writes the symbols in order, and numbers the pairs by it.</summary>
    private void WriteSymbols(SectionWriter sections)
    {
        var sorted = _symbolIds.Select(entry => (Utf8: Encoding.UTF8.GetBytes(entry.Key), Id: entry.Value)).ToArray();
        Array.Sort(sorted, (a, b) => a.Utf8.AsSpan().SequenceCompareTo(b.Utf8));
        var ranks = new int[sorted.Length];
        sections.Begin(IndexSection.Symbols);
        for (var rank = 0; rank < sorted.Length; rank++)
        {
            ranks[sorted[rank].Id] = rank;
            sections.Entry(sorted[rank].Utf8);
        }

        sections.EndWithOffsets(IndexSection.SymbolOffsets);
        foreach (ref var pair in CollectionsMarshal.AsSpan(_pairs))
        {
            pair = (ranks[pair.Name], ranks[pair.Value]);
        }
    }

    /// <summary>Series in the order of their labels, name by name.</summary>
    private int CompareSeries(int a, int b) => PairsOf(a).SequenceCompareTo(PairsOf(b));

    private Span<(int Name, int Value)> PairsOf(int series) => CollectionsMarshal.AsSpan(_pairs).Slice(_series[series].PairsAt, _series[series].PairsCount);

    /// <summary>Writes labels and postings, and returns the numbers of the labels.</summary>
    private Dictionary<(int, int), int> WriteLabels(SectionWriter sections, int[] order)
    {
        var numbers = NumberLabels(out var labels);
        var postings = labels.Select(_ => new PostingsWriter()).ToArray();
        for (var rank = 0; rank < order.Length; rank++)
        {
            foreach (var pair in PairsOf(order[rank]))
            {
                postings[numbers[pair]].Add(rank);
            }
        }

        sections.Begin(IndexSection.Labels);
        var at = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var entry = new LabelEntry(labels[i].Name, labels[i].Value, at, postings[i].Count);
            sections.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<LabelEntry>(in entry)));
            at = checked(at + postings[i].Bytes.Length);
        }

        sections.End();
        sections.Begin(IndexSection.Postings);
        foreach (var list in postings)
        {
            sections.Append(list.Bytes);
        }

        sections.End();
        return numbers;
    }

    private Dictionary<(int Name, int Value), int> NumberLabels(out (int Name, int Value)[] labels)
    {
        labels = [.. _pairs.ToHashSet()];
        Array.Sort(labels);
        return labels.Select((label, number) => (label, number)).ToDictionary(entry => entry.label, entry => entry.number);
    }

    private void WriteSeries(SectionWriter sections, int[] order, Dictionary<(int, int), int> labels)
    {
        sections.Begin(IndexSection.Series);
        var record = new byte[1024];
        foreach (var series in order)
        {
            var entry = _series[series];
            if (record.Length < 10 * (3 + entry.PairsCount))
                record = new byte[20 * (3 + entry.PairsCount)];
            var writer = new ByteWriter(record);
            writer.Varint((ulong)entry.Group);
            writer.Varint((ulong)entry.Column);
            writer.Varint((ulong)entry.PairsCount);
            var before = 0;
            foreach (var pair in PairsOf(series))
            {
                writer.Zigzag(labels[pair] - before);
                before = labels[pair];
            }

            sections.Entry(record.AsSpan(0, writer.Length));
        }

        sections.EndWithOffsets(IndexSection.SeriesOffsets);
    }

    private void WriteGroups(SectionWriter sections)
    {
        sections.Begin(IndexSection.Groups);
        foreach (var segments in _groups)
        {
            var record = new byte[20 + (50 * segments.Count)];
            var writer = new ByteWriter(record);
            writer.Varint((ulong)segments.Count);
            var (from, end) = (0L, 0L);
            foreach (var segment in segments)
            {
                writer.Zigzag(segment.From - from);
                writer.Varint((ulong)(segment.To - segment.From));
                writer.Varint((ulong)segment.Rows);
                writer.Varint((ulong)(segment.Offset - end));
                writer.Varint((ulong)segment.Length);
                (from, end) = (segment.From, segment.Offset + segment.Length);
            }

            sections.Entry(record.AsSpan(0, writer.Length));
        }

        sections.EndWithOffsets(IndexSection.GroupOffsets);
    }

    private readonly record struct SeriesEntry(int Group, int Column, int PairsAt, int PairsCount);

    private sealed class PostingsWriter
    {
        private byte[] _bytes = new byte[4];
        private int _length;
        private int _last;

        public int Count { get; private set; }

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

        public void Add(int series)
        {
            if (_bytes.Length - _length < 5)
                Array.Resize(ref _bytes, (2 * _bytes.Length) + 5);
            var writer = new ByteWriter(_bytes.AsSpan(_length));
            writer.Varint((ulong)(series - _last));
            _length += writer.Length;
            _last = series;
            Count++;
        }
    }

    /// <summary>Writes sections one behind the other, and what they are in the end.</summary>
    private sealed class SectionWriter(BufferedFile file)
    {
        private readonly List<(long Offset, long Length, uint Crc)> _sections = [];
        private readonly List<int> _offsets = [];
        private long _start;
        private uint _crc;

        public void Begin(IndexSection section)
        {
            System.Diagnostics.Debug.Assert((int)section == _sections.Count, "sections come in their order");
            (_start, _crc) = (file.Length, 0);
            _offsets.Clear();
        }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            _crc = Crc32C.Of(bytes, _crc);
            file.Append(bytes);
        }

        /// <summary>Appends something whose place is noted.</summary>
        public void Entry(ReadOnlySpan<byte> bytes)
        {
            _offsets.Add(checked((int)(file.Length - _start)));
            Append(bytes);
        }

        public void End() => _sections.Add((_start, file.Length - _start, _crc));

        /// <summary>Ends the section, and writes the places of its entries as one of its own.</summary>
        public void EndWithOffsets(IndexSection section)
        {
            var offsets = new List<int>(_offsets) { checked((int)(file.Length - _start)) };
            End();
            Begin(section);
            Append(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(offsets)));
            End();
        }

        public void Finish()
        {
            var footer = new byte[IndexFooter.Size];
            for (var i = 0; i < _sections.Count; i++)
            {
                IndexFooter.Write(footer, i, _sections[i].Offset, _sections[i].Length, _sections[i].Crc);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(footer.AsSpan(IndexFooter.CrcAt), Crc32C.Of(footer.AsSpan(0, IndexFooter.CrcAt)));
            file.Append(footer);
        }
    }
}
