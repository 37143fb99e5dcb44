using System.Buffers;
using System.Runtime.CompilerServices;
using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Head;

/// <summary>Makes a <see cref="Segment"/> of rows. The rows may have come in any order of time, and several of one instant with different columns.</summary>
internal static class Sealing
{
    /// <summary>
    /// Rows of a segment at most: more make smaller chunks, and a larger share of the head that is not in chunks yet. Bits of the rows fit into
    /// one number.
    /// </summary>
    public const int MaxRows = 64;

    [SkipLocalsInit]
    public static Segment Seal(ReadOnlySpan<Row> rows, int columns)
    {
        Span<int> order = stackalloc int[MaxRows];
        order = order[..rows.Length];
        var isSimple = SortByTime(rows, order);
        var (times, sequences) = Instants(rows, order);
        var chunks = new ChunkBuffer(columns * rows.Length);
        var lengths = new ushort[columns];
        var present = isSimple ? null : new ulong[columns];
        Span<double> values = stackalloc double[MaxRows];
        for (var column = 0; column < columns; column++)
        {
            var count = isSimple ? Gather(rows, column, values) : Gather(rows, order, times, column, values, out present![column]);
            lengths[column] = count == 0 ? (ushort)0 : (ushort)chunks.Add(values[..count]);
        }

        return new(times, chunks.ToArray(), lengths, present, sequences);
    }

    /// <summary>Returns whether the rows came in order of time, each with all columns, so that nothing needs to be sorted out.</summary>
    private static bool SortByTime(ReadOnlySpan<Row> rows, Span<int> order)
    {
        var isSimple = true;
        Span<long> times = stackalloc long[MaxRows];
        for (var i = 0; i < rows.Length; i++)
        {
            order[i] = i;
            times[i] = rows[i].Time;
            isSimple &= rows[i].Present is null && rows[i].Count == rows[0].Count && (i == 0 || rows[i].Time > rows[i - 1].Time);
        }

        if (!isSimple)
            times[..rows.Length].Sort(order);
        return isSimple;
    }

    /// <summary>The times without those that repeat, and of each the newest batch.</summary>
    private static (long[] Times, long[] Sequences) Instants(ReadOnlySpan<Row> rows, ReadOnlySpan<int> order)
    {
        Span<long> times = stackalloc long[MaxRows];
        Span<long> sequences = stackalloc long[MaxRows];
        var count = 0;
        foreach (var i in order)
        {
            if (count == 0 || times[count - 1] != rows[i].Time)
                (times[count], sequences[count++]) = (rows[i].Time, 0);
            sequences[count - 1] = Math.Max(sequences[count - 1], rows[i].Sequence);
        }

        return (times[..count].ToArray(), sequences[..count].ToArray());
    }

    private static int Gather(ReadOnlySpan<Row> rows, int column, Span<double> values)
    {
        if (column >= rows[0].Count)
            return 0;
        for (var i = 0; i < rows.Length; i++)
        {
            values[i] = rows[i].Values[column];
        }

        return rows.Length;
    }

    private static int Gather(
        ReadOnlySpan<Row> rows, ReadOnlySpan<int> order, ReadOnlySpan<long> times, int column, Span<double> values, out ulong present)
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

        public readonly byte[] ToArray()
        {
            var chunks = _bytes.AsSpan(0, _length).ToArray();
            ArrayPool<byte>.Shared.Return(_bytes);
            return chunks;
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
