using System.Runtime.CompilerServices;
using Lapwing.Model;

namespace Lapwing.Storage.Blocks;

/// <summary>Reads the samples of one series of a block.</summary>
internal static class BlockReading
{
    /// <summary>Adds the samples in a closed range of time to a list, oldest first.</summary>
    /// <exception cref="InvalidDataException">The block is broken there; what stands before that was added.</exception>
    public static void Read(Block block, int series, long from, long to, List<Sample> samples)
    {
        var (group, column) = block.Index.PlaceOf(series);
        foreach (var segment in block.Index.SegmentsOf(group))
        {
            if (segment.To >= from && segment.From <= to)
                Read(block.Read(segment), column, from, to, samples);
        }
    }

    [SkipLocalsInit]
    private static void Read(BlockSegment segment, int column, long from, long to, List<Sample> samples)
    {
        Span<double> values = stackalloc double[SegmentWriter.MaxRows];
        Span<long> times = stackalloc long[SegmentWriter.MaxRows];
        Span<ulong> present = stackalloc ulong[SegmentWriter.MaxRows / 64];
        var count = segment.Read(column, values, present);
        if (count == 0)
            return;
        segment.ReadTimes(times);
        for (var (row, value) = (0, 0); value < count; row++)
        {
            if (count < segment.Rows && (present[row >> 6] >> (row & 63) & 1) == 0)
                continue;
            if (times[row] >= from && times[row] <= to)
                samples.Add(new(times[row], values[value]));
            value++;
        }
    }
}
