using Lapwing.Storage.Blocks;

namespace Lapwing.Storage.Maintenance;

/// <summary>Goes through the series of several blocks in the order of their labels, so that those of one series come together. For one thread.</summary>
internal sealed class SeriesMerge(IReadOnlyList<Block> blocks)
{
    private readonly int[] _next = new int[blocks.Count];
    private readonly List<BlockSeries> _current = [];

    /// <summary>Where the series is: blocks in their order.</summary>
    public IReadOnlyList<BlockSeries> Current => _current;

    public bool MoveNext()
    {
        _current.Clear();
        for (var at = 0; at < blocks.Count; at++)
        {
            if (_next[at] == blocks[at].Index.Series)
                continue;
            var order = _current.Count == 0 ? -1 : blocks[at].Index.Compare(_next[at], blocks[_current[0].Block].Index, _current[0].Series);
            if (order < 0)
                _current.Clear();
            if (order <= 0)
                _current.Add(new(at, _next[at]));
        }

        foreach (var series in _current)
        {
            _next[series.Block]++;
        }

        return _current.Count > 0;
    }
}

/// <summary>A series of one of several blocks.</summary>
/// <param name="Block">Which of them.</param>
/// <param name="Series">Its number there.</param>
internal readonly record struct BlockSeries(int Block, int Series);
