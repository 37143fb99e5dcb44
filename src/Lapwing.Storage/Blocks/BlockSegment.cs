using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lapwing.Storage.Chunks;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>A segment of a block, checked, as it is being read.</summary>
internal readonly ref struct BlockSegment
{
    private readonly ReadOnlySpan<byte> _times;
    private readonly ReadOnlySpan<ColumnEntry> _columns;
    private readonly ReadOnlySpan<byte> _data;

    /// <exception cref="InvalidDataException">It is broken, but for what stands in its columns.</exception>
    public BlockSegment(ReadOnlySpan<byte> segment, int rows, bool isChecked)
    {
        var head = Part(segment, 0, SegmentWriter.HeadSize);
        Rows = BinaryPrimitives.ReadInt32LittleEndian(head);
        var columns = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
        var timesLength = BinaryPrimitives.ReadInt32LittleEndian(head[8..]);
        if (Rows != rows || rows < 1 || columns < 0 || columns > segment.Length / ColumnEntry.Size)
            throw new InvalidDataException($"a segment of {Rows} rows and {columns} columns, where {rows} rows should be");
        _times = Part(segment, SegmentWriter.HeadSize, timesLength);
        _columns = MemoryMarshal.Cast<byte, ColumnEntry>(Part(segment, SegmentWriter.HeadSize + timesLength, columns * ColumnEntry.Size));
        var end = SegmentWriter.HeadSize + timesLength + (columns * ColumnEntry.Size);
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(Part(segment, end, sizeof(uint)));
        if (!isChecked && crc != Crc32C.Of(segment[..end]))
            throw new InvalidDataException("the head of a segment is broken");
        _data = segment[(end + sizeof(uint))..];
    }

    public int Rows { get; }

    public int Columns => _columns.Length;

    /// <summary>Reads the instants of all rows.</summary>
    public void ReadTimes(Span<long> times)
    {
        var reader = new ByteReader(_times);
        IntegerColumn.Read(ref reader, times[..Rows]);
    }

    /// <summary>Reads the values of a column, and bits of the rows that have them.</summary>
    /// <param name="column">Which.</param>
    /// <param name="values">Room for <see cref="Rows"/>.</param>
    /// <param name="present">Room for as many bits.</param>
    /// <returns>How many values there are: where as many as rows, <paramref name="present"/> is not written.</returns>
    /// <exception cref="InvalidDataException">What stands there is broken.</exception>
    public int Read(int column, Span<double> values, Span<ulong> present)
    {
        if (column >= _columns.Length || _columns[column] is not { Presence: not Presence.None, Kind: ColumnEntry.Numbers } entry)
            return 0;
        var bytes = Part(_data, entry.Offset, entry.Length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(Part(_data, (long)entry.Offset + entry.Length, sizeof(uint))) != Crc32C.Of(bytes))
            throw new InvalidDataException($"column {column} of a segment is broken");
        var count = Rows;
        if (entry.Presence != Presence.All)
            bytes = ReadRuns(bytes, present, out count);
        ValueChunk.Decode(bytes, values[..count]);
        return count;
    }

    private ReadOnlySpan<byte> ReadRuns(ReadOnlySpan<byte> bytes, Span<ulong> present, out int count)
    {
        var reader = new ByteReader(bytes);
        present[..((Rows + 63) / 64)].Clear();
        count = 0;
        var isPresent = false;
        for (var row = 0; row < Rows; isPresent = !isPresent)
        {
            var run = reader.Count(Rows - row);
            if (run == 0 && row > 0)
                ByteReader.Broken("an empty run");
            if (isPresent)
                Set(present, row, run);
            count += isPresent ? run : 0;
            row += run;
        }

        return reader.Rest;
    }

    private static void Set(Span<ulong> bits, int from, int count)
    {
        for (var bit = from; bit < from + count; bit++)
        {
            bits[bit >> 6] |= 1UL << (bit & 63);
        }
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, long offset, long length) =>
        offset >= 0 && length >= 0 && offset <= bytes.Length - length
            ? bytes.Slice((int)offset, (int)length)
            : throw new InvalidDataException($"{length} bytes at {offset} are wanted of {bytes.Length}");
}
