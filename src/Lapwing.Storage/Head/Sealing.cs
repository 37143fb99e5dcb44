using System.Buffers;
using System.Runtime.CompilerServices;
using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Head;

/// <summary>
/// Makes <see cref="Segment"/>s of rows, one of each <see cref="TimeSlot"/>. The rows may have come in any order of time, and several of one
/// instant with different columns.
/// </summary>
internal static class Sealing
{
    /// <summary>
    /// Rows of a segment at most: more make smaller chunks, and a larger share of the head that is not in chunks yet. Bits of the rows fit into
    /// one number.
    /// </summary>
    public const int MaxRows = 64;

    /// <summary>Bytes of the times at most: ten of each, and heads.</summary>
    private const int LongestTimes = (12 * MaxRows) + 64;

    public static Segment[] Seal(Tail rows, int columns)
    {
        Span<int> order = stackalloc int[MaxRows];
        order = order[..rows.Count];
        var isSimple = SortByTime(rows, order);
        if (TimeSlot.StartOf(rows[order[0]].Time) == TimeSlot.StartOf(rows[order[^1]].Time))
            return [SealSlot(rows, order, columns, isSimple)];

        var segments = new List<Segment>();
        while (order.Length > 0)
        {
            var count = CountInFirstSlot(rows, order);
            segments.Add(SealSlot(rows, order[..count], columns, isSimple));
            order = order[count..];
        }

        return [.. segments];
    }

    private static int CountInFirstSlot(Tail rows, ReadOnlySpan<int> order)
    {
        var end = TimeSlot.StartOf(rows[order[0]].Time) + TimeSlot.Length;
        var count = 1;
        while (count < order.Length && rows[order[count]].Time < end)
        {
            count++;
        }

        return count;
    }

    [SkipLocalsInit]
    private static Segment SealSlot(Tail rows, ReadOnlySpan<int> order, int columns, bool isSimple)
    {
        Span<long> times = stackalloc long[MaxRows];
        times = times[..Instants(rows, order, times, out var sequences)];
        var range = (times[0], times[^1]);
        var chunks = new ChunkBuffer(columns * order.Length);
        var lengths = new ushort[1 + columns];
        var present = isSimple ? null : new ulong[columns];
        Span<double> values = stackalloc double[MaxRows];
        for (var column = 0; column < columns; column++)
        {
            var count = isSimple
                ? Gather(rows, order[0], order.Length, column, values)
                : Gather(rows, order, times, column, values, out present![column]);
            lengths[1 + column] = count == 0 ? (ushort)0 : (ushort)chunks.Add(values[..count]);
        }

        return new(range, times.Length, chunks.WithTimes(times, out lengths[0]), lengths, present, sequences);
    }

    /// <summary>Returns whether the rows came in order of time, each with all columns, so that nothing needs to be sorted out.</summary>
    private static bool SortByTime(Tail rows, Span<int> order)
    {
        var isSimple = true;
        Span<long> times = stackalloc long[MaxRows];
        for (var i = 0; i < rows.Count; i++)
        {
            order[i] = i;
            times[i] = rows[i].Time;
            isSimple &= rows[i].Present is null && rows[i].Count == rows[0].Count && (i == 0 || rows[i].Time > rows[i - 1].Time);
        }

        if (!isSimple)
            times[..rows.Count].Sort(order);
        return isSimple;
    }

    /// <summary>The times without those that repeat, of each the newest batch, and how many there are.</summary>
    private static int Instants(Tail rows, ReadOnlySpan<int> order, Span<long> times, out long[] sequences)
    {
        var newest = new long[order.Length];
        var count = 0;
        foreach (var i in order)
        {
            if (count == 0 || times[count - 1] != rows[i].Time)
                times[count++] = rows[i].Time;
            newest[count - 1] = Math.Max(newest[count - 1], rows[i].Sequence);
        }

        sequences = newest;
        return count;
    }

    private static int Gather(Tail rows, int first, int count, int column, Span<double> values)
    {
        if (column >= rows[first].Count)
            return 0;
        for (var i = 0; i < count; i++)
        {
            values[i] = rows[first + i].Values[column];
        }

        return count;
    }

    private static int Gather(
        Tail rows, ReadOnlySpan<int> order, ReadOnlySpan<long> times, int column, Span<double> values, out ulong present)
    {
        var (count, instant) = (0, 0);
        present = 0;
        foreach (var i in order)
        {
            if (rows[i].Time != times[instant])
                instant++;
            if (!rows[i].Has(column))
                continue;
            present |= 1UL << instant;
            values[count++] = rows[i].Values[column];
        }

        return count;
    }

    /// <summary>Chunks one behind the other, in memory that grows as needed.</summary>
    private ref struct ChunkBuffer(int likely)
    {
        private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(likely, 256));
        private int _length;

        public int Add(scoped ReadOnlySpan<double> values)
        {
            var room = ValueChunk.MaxSize(values.Length);
            if (_bytes.Length - _length < room)
                Grow(room);
            var length = ValueChunk.Encode(values, _bytes.AsSpan(_length));
            _length += length;
            return length;
        }

        /// <summary>The times and behind them the chunks. Ends the buffer.</summary>
        public readonly byte[] WithTimes(Span<long> times, out ushort length)
        {
            Span<byte> column = stackalloc byte[LongestTimes];
            var writer = new ByteWriter(column);
            IntegerColumn.Write(ref writer, times);
            length = (ushort)writer.Length;
            byte[] all = [.. column[..length], .. _bytes.AsSpan(0, _length)];
            ArrayPool<byte>.Shared.Return(_bytes);
            return all;
        }

        private void Grow(int room)
        {
            var larger = ArrayPool<byte>.Shared.Rent((2 * _bytes.Length) + room);
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
    }
}
