using System.Numerics;
using Lapwing.Storage.Chunks;
using Lapwing.Storage.Maintenance;

namespace Lapwing.Storage.Head;

/// <summary>
/// Rows of a group that have been sealed: their times once for all columns, and a <see cref="ValueChunk"/> a column. It does not change, and
/// may be read by any number of threads.
/// </summary>
/// <param name="range">The first instant and the last.</param>
/// <param name="rows">How many instants, at most <see cref="Sealing.MaxRows"/>.</param>
/// <param name="bytes">The times as an <see cref="IntegerColumn"/>, and the chunks of all columns behind them.</param>
/// <param name="lengths">The bytes of the times, and then of each chunk: none where a column has no value.</param>
/// <param name="present">Of each column bits of the instants at which it has a value; null where all columns have one at all.</param>
/// <param name="sequences">Of each instant the newest batch that it came with.</param>
internal sealed class Segment((long From, long To) range, int rows, byte[] bytes, ushort[] lengths, ulong[]? present, long[] sequences) : IRows
{
    private readonly long _newestBatch = sequences.Max();
    private long[]? _sequences = sequences;

    public long From => range.From;

    public long To => range.To;

    public int Rows => rows;

    /// <summary>Whether it is in a block, and only waits for its readers to end. For who writes blocks.</summary>
    public bool IsStored { get; set; }

    public int Columns => lengths.Length - 1;

    /// <summary>Whether it knows still which batches its rows came with.</summary>
    public bool HasSequences => Volatile.Read(ref _sequences) is not null;

    /// <summary>Bytes of what it holds.</summary>
    public long Bytes => bytes.Length + ((long)lengths.Length * sizeof(ushort)) + ((present?.Length ?? 0L) * sizeof(ulong));

    /// <summary>Instants at which a column has a value.</summary>
    public int Count(int column)
    {
        if (column >= Columns || lengths[1 + column] == 0)
            return 0;
        return present is null ? rows : BitOperations.PopCount(present[column]);
    }

    /// <summary>Forgets which batches its rows came with, if no reader is left that must not see the newest of them.</summary>
    public void ForgetSequences(long oldestReader)
    {
        if (_newestBatch <= oldestReader)
            Volatile.Write(ref _sequences, null);
    }

    /// <summary>Reads of a column what readers of a batch may see, in order of time, and returns how many values that is.</summary>
    /// <param name="column">Which.</param>
    /// <param name="committed">The newest batch that the reader may see.</param>
    /// <param name="readTimes">Room for <see cref="Sealing.MaxRows"/>.</param>
    /// <param name="readValues">Room for as many.</param>
    public int Read(int column, long committed, Span<long> readTimes, Span<double> readValues)
    {
        var count = Count(column);
        if (count == 0)
            return 0;
        ValueChunk.Decode(Chunk(column), readValues[..count]);
        ReadTimes(readTimes[..rows]);
        var unseen = committed < _newestBatch ? Volatile.Read(ref _sequences) : null;
        if (present is null && unseen is null)
            return count;

        var (read, seen) = (0, 0);
        for (var bits = present?[column] ?? (ulong.MaxValue >> (Sealing.MaxRows - rows)); bits != 0; bits &= bits - 1, read++)
        {
            var instant = BitOperations.TrailingZeroCount(bits);
            if (unseen is not null && unseen[instant] > committed)
                continue;
            readTimes[seen] = readTimes[instant];
            readValues[seen++] = readValues[read];
        }

        return seen;
    }

    /// <inheritdoc/>
    public void ReadTimes(Span<long> times)
    {
        var reader = new ByteReader(bytes.AsSpan(0, lengths[0]));
        IntegerColumn.Read(ref reader, times[..rows]);
    }

    /// <inheritdoc/>
    public int Read(int column, Span<double> values, Span<ulong> bits)
    {
        var count = Count(column);
        if (count == 0)
            return 0;
        ValueChunk.Decode(Chunk(column), values[..count]);
        if (present is not null)
            bits[0] = present[column];
        return count;
    }

    private ReadOnlySpan<byte> Chunk(int column)
    {
        var offset = 0;
        foreach (var length in lengths.AsSpan(0, 1 + column))
        {
            offset += length;
        }

        return bytes.AsSpan(offset, lengths[1 + column]);
    }
}
