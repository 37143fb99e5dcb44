using Lapwing.Storage.Blocks;

namespace Lapwing.Storage.Maintenance;

/// <summary>
/// Makes one block of several: longer segments, each sample once, and without what is to go. Series stay with those that they were sampled with in the
/// latest of the blocks. For one thread.
/// </summary>
internal sealed class Compaction(BlockSet set)
{
    /// <summary>Replaces blocks by one; by none if nothing of them is left.</summary>
    /// <param name="blocks">Which, the earlier one first.</param>
    /// <param name="droppings">What of them is to go.</param>
    /// <exception cref="IOException">It could not be written; the blocks stay.</exception>
    /// <exception cref="InvalidDataException">One of them is broken; they stay.</exception>
    public void Run(IReadOnlyList<Block> blocks, IReadOnlyList<Dropping> droppings)
    {
        using var block = set.Begin();
        var writer = new GroupWriter(block);
        foreach (var group in Merge(blocks, droppings))
        {
            writer.Write(group.Labels(blocks), group.Places(blocks), group.Dropped);
        }

        if (block.Samples > 0)
            set.Publish(block, blocks);
        else
            set.Remove(blocks);
    }

    private static IEnumerable<MergedGroup> Merge(IReadOnlyList<Block> blocks, IReadOnlyList<Dropping> droppings)
    {
        var groups = new Dictionary<(int Block, int Group), MergedGroup>();
        var dropped = new DroppedSeries(blocks, droppings);
        var series = new SeriesMerge(blocks);
        while (series.MoveNext())
        {
            var last = series.Current[^1];
            var drops = dropped.Of(last);
            if (drops is not null && drops.Any(drop => drop.Covers(series.Current.Select(one => blocks[one.Block]))))
                continue;
            var key = (last.Block, blocks[last.Block].Index.PlaceOf(last.Series).Group);
            if (!groups.TryGetValue(key, out var group))
                groups[key] = group = new();
            group.Add(blocks, series.Current, drops);
        }

        return groups.OrderBy(entry => entry.Key).Select(entry => entry.Value);
    }

    /// <summary>What of which series is to go.</summary>
    private sealed class DroppedSeries
    {
        private readonly Dictionary<BlockSeries, List<Dropping>> _droppings = [];

        public DroppedSeries(IReadOnlyList<Block> blocks, IReadOnlyList<Dropping> droppings)
        {
            foreach (var dropping in droppings)
            {
                for (var at = 0; at < blocks.Count; at++)
                {
                    foreach (var series in Index.Selection.Of(blocks[at].Index, dropping.Matchers))
                    {
                        var key = new BlockSeries(at, series);
                        if (!_droppings.TryGetValue(key, out var list))
                            _droppings[key] = list = [];
                        list.Add(dropping);
                    }
                }
            }
        }

        public List<Dropping>? Of(BlockSeries series) => _droppings.GetValueOrDefault(series);
    }
}
