using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Head;
using Lapwing.Storage.Index;
using Lapwing.Storage.Tiers;

namespace Lapwing.Storage;

/// <summary>Finds series and reads their samples, in blocks and in the head as if they were one. Safe for many threads; waits for nobody.</summary>
/// <param name="table">The series of the head.</param>
/// <param name="head">The samples in memory.</param>
/// <param name="blocks">Those on the disk.</param>
/// <param name="tiers">What is left of those that have gone: the finer one first.</param>
/// <param name="readers">Told of everyone who reads, so that nothing is taken away meanwhile.</param>
/// <param name="warn">Is told what is damaged and left out.</param>
internal sealed class StoreReader(SeriesTable table, HeadStore head, BlockSet blocks, IReadOnlyList<Tier> tiers, Readers readers, Action<string> warn)
{
    /// <inheritdoc cref="SeriesStore.TryGetLatest"/>
    public bool TryGetLatest(SeriesRef series, [NotNullWhen(true)] out Sample? latest)
    {
        using var reading = readers.Begin(() => head.Committed);
        var place = head.PlaceOf(series);
        latest = place.Group.Latest(place.Column, reading.Committed);
        return latest is not null;
    }

    /// <inheritdoc cref="SeriesStore.CopyTo"/>
    public void CopyTo(SeriesRef series, long from, long to, List<Sample> destination)
    {
        using var reading = readers.Begin(() => head.Committed);
        var found = new FoundSeries { Head = head.PlaceOf(series) };
        var labels = table.LabelsOf(series);
        var matchers = labels.Pairs.ToArray().Select(pair => new LabelMatcher(pair.Key, MatchOperator.Equal, pair.Value)).ToList();
        foreach (var (block, inBlock, _) in InBlocks(matchers, from, to).Where(entry => entry.Labels.Equals(labels)))
        {
            found.Add(block, inBlock);
        }

        destination.AddRange(found.Read(from, to, reading.Committed, warn));
    }

    /// <inheritdoc cref="SeriesStore.Select"/>
    public IEnumerable<SeriesSamples> Select(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        using var reading = readers.Begin(() => head.Committed);
        foreach (var (labels, series) in Find(matchers, from, to))
        {
            var samples = series.Read(from, to, reading.Committed, warn);
            if (samples.Count > 0)
                yield return new(labels, samples);
        }
    }

    /// <inheritdoc cref="SeriesStore.FinestAt"/>
    public Resolution FinestAt(long time)
    {
        if (blocks.All.Any(block => block.Meta.From <= time) || tiers.All(tier => tier.From > time))
            return Resolution.Raw;
        return tiers.First(tier => tier.From <= time).Resolution;
    }

    /// <inheritdoc cref="SeriesStore.SelectBuckets"/>
    public IReadOnlyList<BucketSeries> SelectBuckets(Resolution resolution, IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        using var reading = readers.Begin(() => head.Committed);
        return [.. tiers.First(tier => tier.Resolution == resolution).Select(matchers, from, to)];
    }

    /// <summary>The series for which all matchers hold, and where their samples are.</summary>
    private Dictionary<Labels, FoundSeries> Find(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        var found = new Dictionary<Labels, FoundSeries>();
        foreach (var (block, series, labels) in InBlocks(matchers, from, to))
        {
            Of(labels).Add(block, series);
        }

        foreach (var series in table.Select(matchers))
        {
            Of(table.LabelsOf(series)).Head = head.PlaceOf(series);
        }

        return found;

        FoundSeries Of(Labels labels) => CollectionsMarshal.GetValueRefOrAddDefault(found, labels, out _) ??= new();
    }

    private IEnumerable<(Block Block, int Series, Labels Labels)> InBlocks(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        foreach (var block in blocks.All.Where(block => block.Meta.From <= to && block.Meta.To >= from))
        {
            List<(Block, int, Labels)> series;
            try
            {
                series = [.. Selection.Of(block.Index, matchers).Select(series => (block, series, block.Index.LabelsOf(series)))];
            }
            catch (InvalidDataException e)
            {
                warn($"block {block.Meta.Number} is damaged and left out: {e.Message}");
                continue;
            }

            foreach (var one in series)
            {
                yield return one;
            }
        }
    }
}
