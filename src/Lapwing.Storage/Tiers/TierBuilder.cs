using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Maintenance;

namespace Lapwing.Storage.Tiers;

/// <summary>Makes a block of buckets of the samples of a day: for each series six, in the group that the series was in. For one thread.</summary>
/// <param name="raw">The blocks that have the samples.</param>
/// <param name="resolution">The length of a bucket.</param>
internal sealed class TierBuilder(IReadOnlyList<Block> raw, Resolution resolution)
{
    /// <summary>How far back a counter's value before the day is looked for.</summary>
    public const long Lookback = 60 * 60_000;

    /// <summary>Writes the groups of a day.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The last instant.</param>
    /// <exception cref="InvalidDataException">A block is damaged.</exception>
    public void Write(BlockWriter block, long from, long to)
    {
        foreach (var group in Groups())
        {
            Write(block, group, from, to);
        }
    }

    private SortedDictionary<(int Block, int Group), List<BlockSeries[]>>.ValueCollection Groups()
    {
        var groups = new SortedDictionary<(int Block, int Group), List<BlockSeries[]>>();
        var merge = new SeriesMerge(raw);
        while (merge.MoveNext())
        {
            var last = merge.Current[^1];
            var key = (last.Block, raw[last.Block].Index.PlaceOf(last.Series).Group);
            if (!groups.TryGetValue(key, out var series))
                groups[key] = series = [];
            series.Add([.. merge.Current]);
        }

        return groups.Values;
    }

    private void Write(BlockWriter block, List<BlockSeries[]> group, long from, long to)
    {
        var times = new long[(to + 1 - from) / (long)resolution];
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = from + (i * (long)resolution);
        }

        block.BeginGroup();
        block.BeginSegment(times);
        var column = 0;
        foreach (var series in group)
        {
            var buckets = Bucketing.Of(Read(series, from - Lookback, to), resolution, from);
            if (buckets.Count == 0)
                continue;
            var labels = raw[series[^1].Block].Index.LabelsOf(series[^1].Series);
            foreach (var aggregate in Aggregates.All)
            {
                block.AddSeries(labels.With(Aggregates.Label, aggregate.Name()), column++);
                block.AddColumn([.. buckets.Select(bucket => bucket.Get(aggregate))], Present(buckets, from));
            }
        }

        block.EndSegment();
    }

    private List<Sample> Read(BlockSeries[] series, long from, long to)
    {
        var found = new FoundSeries();
        foreach (var (block, number) in series)
        {
            found.Add(raw[block], number);
        }

        return found.Read(from, to);
    }

    private ulong[] Present(List<Bucket> buckets, long from)
    {
        var present = new ulong[SegmentWriter.MaxRows / 64];
        foreach (var bucket in buckets)
        {
            var row = (bucket.Start - from) / (long)resolution;
            present[row >> 6] |= 1UL << (int)(row & 63);
        }

        return present;
    }
}
