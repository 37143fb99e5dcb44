using Lapwing.Model;
using Lapwing.Storage.Blocks;

namespace Lapwing.Storage.Maintenance;

/// <summary>A group of a block that is being made of several: its series, and where the columns of each are.</summary>
internal sealed class MergedGroup
{
    private readonly List<BlockSeries> _series = [];
    private readonly SortedDictionary<(int Block, int Group), List<int>> _columns = [];

    /// <summary>Of each column what of it is to go; null where nothing is.</summary>
    public List<IReadOnlyList<Dropping>?> Dropped { get; } = [];

    /// <summary>Adds a series as the next column.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="series">Where it is in them.</param>
    /// <param name="dropped">What of it is to go.</param>
    public void Add(IReadOnlyList<Block> blocks, IReadOnlyList<BlockSeries> series, IReadOnlyList<Dropping>? dropped)
    {
        foreach (var one in series)
        {
            var (group, column) = blocks[one.Block].Index.PlaceOf(one.Series);
            if (!_columns.TryGetValue((one.Block, group), out var columns))
                _columns[(one.Block, group)] = columns = [];
            Pad(columns, _series.Count);
            columns.Add(column);
        }

        _series.Add(series[^1]);
        Dropped.Add(dropped);
    }

    /// <summary>What its series are called.</summary>
    public List<Labels> Labels(IReadOnlyList<Block> blocks) => [.. _series.Select(series => blocks[series.Block].Index.LabelsOf(series.Series))];

    /// <summary>Where its rows are, the earlier block first.</summary>
    public List<GroupPlace> Places(IReadOnlyList<Block> blocks)
    {
        var places = new List<GroupPlace>();
        foreach (var ((number, group), columns) in _columns)
        {
            Pad(columns, _series.Count);
            int[] map = [.. columns];
            var block = blocks[number];
            places.AddRange(block.Index.SegmentsOf(group).Select(segment => new GroupPlace(new BlockRows(block, segment), map)));
        }

        return places;
    }

    private static void Pad(List<int> columns, int count)
    {
        while (columns.Count < count)
        {
            columns.Add(-1);
        }
    }
}
