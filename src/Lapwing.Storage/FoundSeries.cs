using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Head;

namespace Lapwing.Storage;

/// <summary>A series that a selection found, and where its samples are: blocks, the earlier one first, and the head.</summary>
internal sealed class FoundSeries
{
    private static readonly Comparer<Sample> ByTime = Comparer<Sample>.Create((a, b) => a.Timestamp.CompareTo(b.Timestamp));

    private readonly List<(Block Block, int Series)> _blocks = [];

    /// <summary>Its place in the head; null where it has none.</summary>
    public Place? Head { get; set; }

    public void Add(Block block, int series) => _blocks.Add((block, series));

    /// <summary>The samples in a closed range of time, oldest first, each once. What is broken in a block is told and left out.</summary>
    public List<Sample> Read(long from, long to, long committed, Action<string> warn)
    {
        var samples = new List<Sample>();
        foreach (var (block, series) in _blocks)
        {
            try
            {
                BlockReading.Read(block, series, from, to, samples);
            }
            catch (InvalidDataException e)
            {
                warn($"block {block.Meta.Number} is damaged, and some of its samples are left out: {e.Message}");
            }
        }

        Head?.Group.Read(Head.Value.Column, from, to, committed, samples);
        if (_blocks.Count > 0)
            Order(samples);
        return samples;
    }

    /// <summary>The samples of the blocks alone.</summary>
    /// <exception cref="InvalidDataException">One of them is damaged.</exception>
    public List<Sample> Read(long from, long to)
    {
        var samples = new List<Sample>();
        foreach (var (block, series) in _blocks)
        {
            BlockReading.Read(block, series, from, to, samples);
        }

        Order(samples);
        return samples;
    }

    /// <summary>Sorts by time, and keeps the first of several samples of one instant: it is of the earlier block.</summary>
    private static void Order(List<Sample> samples)
    {
        var isOrdered = true;
        for (var i = 1; i < samples.Count && isOrdered; i++)
        {
            isOrdered = samples[i].Timestamp > samples[i - 1].Timestamp;
        }

        if (isOrdered)
            return;
        var sorted = samples.Order(ByTime).DistinctBy(sample => sample.Timestamp).ToList();
        samples.Clear();
        samples.AddRange(sorted);
    }
}
