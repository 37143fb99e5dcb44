using System.Runtime.InteropServices;
using Lapwing.Storage.Chunks;
using Lapwing.Storage.Head;

namespace Lapwing.Storage.Recovery;

/// <summary>
/// A <see cref="Batch"/> as a record of the write-ahead log. Values stand as they are: a batch lives in the log for a few hours, and is written
/// far more often than it is read.
/// </summary>
/// <remarks>
/// For each run: the group (varint), the time less that of the run before (zigzag varint), twice the number of samples plus one if they are of the
/// first columns in order (varint), otherwise the columns, each less the one before (zigzag varints), and the values, 8 bytes each, little endian.
/// </remarks>
internal static class BatchRecord
{
    /// <summary>The type of the record.</summary>
    public const byte Type = 1;

    /// <summary>Bytes at most of the numbers of a run, and of a sample.</summary>
    private const int LongestRun = 30, LongestSample = 13;

    public static int MaxSize(Batch batch) => (batch.Runs.Length * LongestRun) + (batch.Count * LongestSample);

    public static int Write(Batch batch, Span<byte> target)
    {
        var writer = new ByteWriter(target);
        long time = 0;
        foreach (ref readonly var run in batch.Runs)
        {
            writer.Varint((ulong)run.Group);
            writer.Zigzag(run.Time - time);
            writer.Varint(((ulong)run.Count << 1) | (run.IsInOrder ? 1UL : 0));
            time = run.Time;
            if (!run.IsInOrder)
                WriteColumns(ref writer, batch.ColumnsOf(run));
            MemoryMarshal.AsBytes(batch.ValuesOf(run)).CopyTo(writer.Reserve(run.Count * sizeof(double)));
        }

        return writer.Length;
    }

    /// <summary>Reads a record into a batch, whose groups and columns may not be there.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such record.</exception>
    public static void Read(ReadOnlySpan<byte> record, Batch batch)
    {
        batch.Clear();
        var reader = new ByteReader(record);
        long time = 0;
        while (reader.Rest.Length > 0)
        {
            var group = reader.Count(int.MaxValue);
            time += reader.Zigzag();
            var head = reader.Varint();
            var count = head >> 1;
            if (count > (ulong)reader.Rest.Length / sizeof(double))
                ByteReader.Broken($"{count} samples in {reader.Rest.Length} bytes");
            var isInOrder = (head & 1) != 0;
            batch.Add(group, time, isInOrder, (int)count, out var columns, out var values);
            ReadColumns(ref reader, columns, isInOrder);
            reader.Bytes(values.Length * sizeof(double)).CopyTo(MemoryMarshal.AsBytes(values));
        }
    }

    private static void WriteColumns(ref ByteWriter writer, ReadOnlySpan<int> columns)
    {
        var before = 0;
        foreach (var column in columns)
        {
            writer.Zigzag(column - before);
            before = column;
        }
    }

    private static void ReadColumns(ref ByteReader reader, Span<int> columns, bool isInOrder)
    {
        var before = 0L;
        for (var i = 0; i < columns.Length; i++)
        {
            before = isInOrder ? i : before + reader.Zigzag();
            if (before is < 0 or > int.MaxValue)
                ByteReader.Broken($"column {before}");
            columns[i] = (int)before;
        }
    }
}
