using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lapwing.Storage.Chunks;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>
/// Makes one segment of a block after another: the times of up to <see cref="MaxRows"/> instants once, and a chunk a column. Columns with the same
/// bytes share them. For one thread; used again and again.
/// </summary>
internal sealed class SegmentWriter
{
    /// <summary>Instants of a segment at most.</summary>
    public const int MaxRows = ValueChunk.MaxCount;

    /// <summary>Rows, columns and the length of the times, each four bytes.</summary>
    public const int HeadSize = 12;

    /// <summary>Values of a segment at most, so that its columns lie within what an offset can tell.</summary>
    private const int MaxValues = 1 << 27;

    /// <summary>Where bytes stand, by their length and checksum.</summary>
    private readonly Dictionary<ulong, uint> _known = [];
    private readonly List<ColumnEntry> _entries = [];
    private readonly long[] _scratch = new long[MaxRows];
    private byte[] _times = new byte[1024];
    private byte[] _data = new byte[64 << 10];
    private int _timesLength;
    private int _dataLength;
    private int _rows;

    /// <summary>Samples in it.</summary>
    public long Samples { get; private set; }

    /// <summary>Rows that a segment of so many columns may have.</summary>
    public static int RowsFor(int columns) => Math.Clamp(MaxValues / Math.Max(1, columns), 1, MaxRows);

    public void Begin(ReadOnlySpan<long> times)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(times.Length, MaxRows);
        (_rows, _dataLength, Samples) = (times.Length, 0, 0);
        _entries.Clear();
        _known.Clear();
        var room = 64 + (12 * times.Length);
        if (_times.Length < room)
            _times = new byte[room];
        var writer = new ByteWriter(_times);
        // Writing takes the numbers apart.
        times.CopyTo(_scratch);
        IntegerColumn.Write(ref writer, _scratch.AsSpan(0, times.Length));
        _timesLength = writer.Length;
    }

    /// <summary>Adds the values of the next column.</summary>
    /// <param name="values">Those that it has, in order of time.</param>
    /// <param name="present">Bits of the instants at which it has them; not looked at where it has as many as there are instants.</param>
    public void Add(ReadOnlySpan<double> values, ReadOnlySpan<ulong> present)
    {
        Samples += values.Length;
        if (values.IsEmpty)
        {
            _entries.Add(default);
            return;
        }

        var presence = values.Length == _rows ? Presence.All : Presence.Some;
        var writer = new ByteWriter(Room((_rows * 2) + ValueChunk.MaxSize(values.Length) + sizeof(uint)));
        if (presence == Presence.Some)
            WriteRuns(ref writer, present, _rows);
        var length = writer.Length;
        length += ValueChunk.Encode(values, _data.AsSpan(_dataLength + length));
        _entries.Add(new(Keep(length), (ushort)length, presence, ColumnEntry.Numbers));
    }

    /// <summary>Appends the segment to a file, and returns its bytes.</summary>
    public long WriteTo(BufferedFile file)
    {
        var before = file.Length;
        Span<byte> head = stackalloc byte[HeadSize];
        BinaryPrimitives.WriteInt32LittleEndian(head, _rows);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], _entries.Count);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], _timesLength);
        var times = _times.AsSpan(0, _timesLength);
        var entries = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_entries));
        Span<byte> crc = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc32C.Of(entries, Crc32C.Of(times, Crc32C.Of(head))));
        file.Append(head);
        file.Append(times);
        file.Append(entries);
        file.Append(crc);
        file.Append(_data.AsSpan(0, _dataLength));
        return file.Length - before;
    }

    /// <summary>Runs of instants without and with a value in turn, the first without.</summary>
    private static void WriteRuns(ref ByteWriter writer, ReadOnlySpan<ulong> present, int rows)
    {
        var isPresent = false;
        for (var row = 0; row < rows; isPresent = !isPresent)
        {
            var from = row;
            while (row < rows && (present[row >> 6] >> (row & 63) & 1) != 0 == isPresent)
            {
                row++;
            }

            writer.Varint((ulong)(row - from));
        }
    }

    private Span<byte> Room(int size)
    {
        if (_data.Length - _dataLength < size)
            Array.Resize(ref _data, Math.Max(2 * _data.Length, _dataLength + size));
        return _data.AsSpan(_dataLength, size);
    }

    /// <summary>Keeps the bytes that were written last, unless there are the same already, and returns where they are.</summary>
    private uint Keep(int length)
    {
        var bytes = _data.AsSpan(_dataLength, length);
        var crc = Crc32C.Of(bytes);
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, ((ulong)length << 32) | crc, out var isKnown);
        if (isKnown && _data.AsSpan((int)known, length).SequenceEqual(bytes))
            return known;
        known = (uint)_dataLength;
        BinaryPrimitives.WriteUInt32LittleEndian(_data.AsSpan(_dataLength + length), crc);
        _dataLength += length + sizeof(uint);
        return known;
    }
}
