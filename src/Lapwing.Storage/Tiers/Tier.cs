using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Files;
using Lapwing.Storage.Index;
using Lapwing.Storage.Maintenance;

namespace Lapwing.Storage.Tiers;

/// <summary>
/// Samples in buckets of one length, in blocks of their own: made of a day when all of it is in blocks, and kept for a time of their own. Samples that come
/// later than that are not in them. Any number of threads may read; one at a time maintains.
/// </summary>
internal sealed class Tier : IDisposable
{
    private const long Day = 24 * 60 * 60_000;
    private readonly BlockSet _blocks;
    private readonly Compaction _compaction;
    private readonly TimeSpan _retention;
    private readonly Action<string> _warn;

    /// <param name="options">The bounds of the store.</param>
    /// <param name="files">Where it is.</param>
    /// <param name="readers">Those who may be reading.</param>
    /// <param name="resolution">The length of a bucket.</param>
    /// <param name="retention">How long buckets are kept; zero for none at all.</param>
    public Tier(StoreOptions options, IFileSystem files, Readers readers, Resolution resolution, TimeSpan retention)
    {
        (Resolution, _retention, _warn) = (resolution, retention, options.Warn);
        _blocks = new(files, Path.Combine(options.Folder, "tiers", resolution == Resolution.Hour ? "1h" : "5m"), readers, options.Warn);
        _compaction = new(_blocks);
    }

    public Resolution Resolution { get; }

    public IReadOnlyList<Block> Blocks => _blocks.All;

    public long Bytes => _blocks.Bytes;

    /// <summary>The first instant of which there are buckets; the end of time where there are none.</summary>
    public long From => Blocks.Select(block => block.Meta.From).DefaultIfEmpty(long.MaxValue).Min();

    /// <summary>Makes buckets of the days that are whole, and gives up those past their time.</summary>
    /// <param name="raw">The blocks with the samples.</param>
    /// <param name="complete">Before this instant all samples are in blocks.</param>
    /// <param name="newest">The newest sample of all.</param>
    /// <exception cref="IOException">Something could not be written.</exception>
    public void Maintain(IReadOnlyList<Block> raw, long complete, long newest)
    {
        if (_retention == TimeSpan.Zero || complete == long.MinValue)
            return;
        var keepFrom = newest - (long)_retention.TotalMilliseconds;
        if (Blocks.Where(block => block.Meta.To < keepFrom).ToList() is { Count: > 0 } expired)
            _blocks.Remove(expired);
        for (var day = NextDay(raw); day <= complete - Day; day += Day)
        {
            if (day + Day > keepFrom)
                Make(raw, day);
        }

        while (CompactionPlan.Next(Blocks, complete, (long)_retention.TotalMilliseconds / Maintainer.BlocksOfRetention) is { Count: > 0 } next)
        {
            _compaction.Run(next, []);
        }
    }

    /// <summary>Deletes the buckets of some series that begin in a range.</summary>
    /// <exception cref="IOException">Something could not be written.</exception>
    /// <exception cref="InvalidDataException">A block is damaged.</exception>
    public void Delete(Dropping dropping)
    {
        foreach (var block in Blocks.Where(block => dropping.SeriesOf(block).Count > 0).ToList())
        {
            _compaction.Run([block], [dropping]);
        }
    }

    /// <summary>The buckets of series, oldest first.</summary>
    public IEnumerable<BucketSeries> Select(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        var found = new Dictionary<Labels, SortedDictionary<long, Bucket>>();
        foreach (var block in Blocks.Where(block => block.Meta.From <= to && block.Meta.To >= from))
        {
            foreach (var series in Selection.Of(block.Index, matchers))
            {
                Read(block, series, from, to, found);
            }
        }

        return found.Select(entry => new BucketSeries(entry.Key, Resolution, [.. entry.Value.Values]));
    }

    public void Dispose() => _blocks.Dispose();

    private long NextDay(IReadOnlyList<Block> raw)
    {
        var from = Blocks.Count > 0 ? Blocks.Max(block => block.Meta.To) + (long)Resolution : raw.Select(block => block.Meta.From).DefaultIfEmpty(long.MaxValue).Min();
        return from == long.MaxValue ? from : from - (((from % Day) + Day) % Day);
    }

    private void Make(IReadOnlyList<Block> raw, long day)
    {
        var blocks = raw.Where(block => block.Meta.From < day + Day && block.Meta.To >= day - TierBuilder.Lookback).OrderBy(block => block.Meta.Number).ToList();
        if (blocks.Count == 0)
            return;
        try
        {
            using var block = _blocks.Begin();
            new TierBuilder(blocks, Resolution).Write(block, day, day + Day - 1);
            if (block.Samples > 0)
                _blocks.Publish(block);
        }
        catch (InvalidDataException e)
        {
            _warn($"there will be no buckets of {Resolution} of the day {DateTimeOffset.FromUnixTimeMilliseconds(day):yyyy-MM-dd}: a block is damaged: {e.Message}");
        }
    }

    private static void Read(Block block, int series, long from, long to, Dictionary<Labels, SortedDictionary<long, Bucket>> found)
    {
        var labels = block.Index.LabelsOf(series);
        if (Aggregates.Of(labels) is not { } aggregate)
            return;
        var own = labels.Without(Aggregates.Label);
        if (!found.TryGetValue(own, out var buckets))
            found[own] = buckets = [];
        var samples = new List<Sample>();
        BlockReading.Read(block, series, from, to, samples);
        foreach (var (time, value) in samples)
        {
            buckets[time] = buckets.GetValueOrDefault(time, new(time, 0, 0, 0, 0, 0, 0)).With(aggregate, value);
        }
    }
}
