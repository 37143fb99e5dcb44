using System.Runtime.InteropServices;
using Lapwing.Model;
using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Blocks;

/// <summary>Collects the index of a block while its segments are written, and writes it in the end. For one thread.</summary>
internal sealed class IndexWriter
{
    private const int LongestVarint = 10;
    private const int VarintsOfSegment = 5;

    private readonly LabelTable _labels = new();
    private readonly List<(int Group, int Column)> _places = [];
    private readonly List<List<SegmentEntry>> _groups = [];

    public int Series => _places.Count;

    public void BeginGroup() => _groups.Add([]);

    /// <summary>Adds a series to the group.</summary>
    public void AddSeries(Labels labels, int column)
    {
        _places.Add((_groups.Count - 1, column));
        _labels.Add(labels);
    }

    /// <summary>Adds a segment to the group.</summary>
    public void AddSegment(SegmentEntry segment) => _groups[^1].Add(segment);

    /// <summary>Appends the whole index, once.</summary>
    public void WriteTo(BufferedFile file)
    {
        Span<byte> header = stackalloc byte[BlockFormat.HeaderSize];
        BlockFormat.WriteHeader(header, BlockFormat.IndexMagic);
        file.Append(header);
        var sections = new SectionWriter(file);
        var order = _labels.Sort();
        WriteSymbols(sections);
        WriteLabels(sections, order);
        WriteSeries(sections, order);
        WriteGroups(sections);
        sections.Finish();
    }

    private void WriteSymbols(SectionWriter sections)
    {
        sections.Begin(IndexSection.Symbols);
        foreach (var symbol in _labels.Symbols)
        {
            sections.AppendEntry(symbol);
        }

        sections.EndWithOffsets(IndexSection.SymbolOffsets);
    }

    private void WriteLabels(SectionWriter sections, int[] order)
    {
        var series = SeriesByLabel(order, out var ends);
        var postings = new PostingsWriter();
        sections.Begin(IndexSection.Labels);
        for (var label = 0; label < _labels.Labels.Length; label++)
        {
            var (name, value) = _labels.Labels[label];
            var having = series.AsSpan((label == 0 ? 0 : ends[label - 1])..ends[label]);
            var entry = new LabelEntry(name, value, postings.Length, having.Length);
            sections.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<LabelEntry>(in entry)));
            postings.Add(having);
        }

        sections.End();
        sections.Begin(IndexSection.Postings);
        sections.Append(postings.Bytes);
        sections.End();
    }

    /// <summary>The series that have the first label, those that have the second, and so on; with where those of each end.</summary>
    private int[] SeriesByLabel(int[] order, out int[] ends)
    {
        ends = new int[_labels.Labels.Length];
        foreach (var one in order)
        {
            foreach (var label in _labels[one])
            {
                ends[label]++;
            }
        }

        var count = 0;
        foreach (ref var end in ends.AsSpan())
        {
            (end, count) = (count, count + end);
        }

        // What is where a label's series begin becomes where they end.
        var series = new int[count];
        for (var rank = 0; rank < order.Length; rank++)
        {
            foreach (var label in _labels[order[rank]])
            {
                series[ends[label]++] = rank;
            }
        }

        return series;
    }

    private void WriteSeries(SectionWriter sections, int[] order)
    {
        sections.Begin(IndexSection.Series);
        foreach (var series in order)
        {
            var labels = _labels[series];
            var record = new byte[LongestVarint * (3 + labels.Length)];
            var writer = new ByteWriter(record);
            writer.Varint((ulong)_places[series].Group);
            writer.Varint((ulong)_places[series].Column);
            writer.Varint((ulong)labels.Length);
            var before = 0;
            foreach (var label in labels)
            {
                writer.Zigzag(label - before);
                before = label;
            }

            sections.AppendEntry(record.AsSpan(0, writer.Length));
        }

        sections.EndWithOffsets(IndexSection.SeriesOffsets);
    }

    private void WriteGroups(SectionWriter sections)
    {
        sections.Begin(IndexSection.Groups);
        foreach (var segments in _groups)
        {
            var record = new byte[LongestVarint * (1 + (VarintsOfSegment * segments.Count))];
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

            sections.AppendEntry(record.AsSpan(0, writer.Length));
        }

        sections.EndWithOffsets(IndexSection.GroupOffsets);
    }
}
