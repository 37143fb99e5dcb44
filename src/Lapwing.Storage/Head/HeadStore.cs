using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Lapwing.Model;

namespace Lapwing.Storage.Head;

/// <summary>
/// The recent samples of all series, in memory. Safe for many threads; samples of one series must come in order of time, which the runs
/// of one target do by themselves.
/// </summary>
public sealed class HeadStore : ISeriesReader
{
    private readonly HeadOptions _options;
    private readonly TimeProvider _time;
    private readonly ChunkPool _pool;
    private readonly ConcurrentDictionary<Labels, SeriesRef> _refs = new();
    private readonly Lock _growth = new();
    private HeadSeries[] _series = new HeadSeries[64];
    private int _count;
    private long _outOfOrder;
    private long _conflicts;
    private long _refusedSeries;

    public HeadStore(HeadOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _pool = new ChunkPool(Math.Max(1, options.MaxSamples / Chunk.Capacity));
    }

    /// <summary>Figures of the store, for its own metrics.</summary>
    public HeadFigures Figures => new(
        Volatile.Read(ref _count), (long)_pool.InUse * Chunk.Capacity,
        Volatile.Read(ref _outOfOrder), Volatile.Read(ref _conflicts), Volatile.Read(ref _refusedSeries));

    /// <summary>Finds the series of these labels or begins it.</summary>
    /// <returns>False when the store holds as many series as it may: the new one is refused and counted.</returns>
    public bool TryGetOrAdd(Labels labels, out SeriesRef series)
    {
        if (_refs.TryGetValue(labels, out series))
            return true;
        lock (_growth)
        {
            if (_refs.TryGetValue(labels, out series))
                return true;
            if (_count >= _options.MaxSeries)
            {
                _refusedSeries++;
                return false;
            }

            series = Add_NeedsLock(labels);
            return true;
        }
    }

    /// <summary>Finds the series of these labels.</summary>
    public bool TryGet(Labels labels, out SeriesRef series) => _refs.TryGetValue(labels, out series);

    public Labels LabelsOf(SeriesRef series) => Volatile.Read(ref _series)[series.Index].Labels;

    /// <summary>Stores the samples of one instant. Samples that cannot be stored are counted; they never keep others out.</summary>
    /// <param name="time">Milliseconds since 1970-01-01 UTC.</param>
    /// <param name="series">Which series, each from <see cref="TryGetOrAdd"/>.</param>
    /// <param name="values">Their values, at the same positions.</param>
    public void Append(long time, ReadOnlySpan<SeriesRef> series, ReadOnlySpan<double> values)
    {
        var all = Volatile.Read(ref _series);
        var keepFrom = time - (long)_options.Retention.TotalMilliseconds;
        for (var i = 0; i < series.Length; i++)
        {
            switch (all[series[i].Index].Append(time, values[i], keepFrom))
            {
                case AppendOutcome.OutOfOrder:
                    Interlocked.Increment(ref _outOfOrder);
                    break;
                case AppendOutcome.Conflict:
                    Interlocked.Increment(ref _conflicts);
                    break;
            }
        }
    }

    public bool TryGetLatest(SeriesRef series, [NotNullWhen(true)] out Sample? latest)
    {
        latest = Volatile.Read(ref _series)[series.Index].Latest;
        return latest is not null;
    }

    /// <summary>The samples of one series in a closed range of time, oldest first, appended to <paramref name="destination"/>.</summary>
    public void CopyTo(SeriesRef series, long from, long to, List<Sample> destination) =>
        Volatile.Read(ref _series)[series.Index].CopyTo(destination, from, to);

    public IEnumerable<SeriesSamples> Select(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        // Every series is looked at: the head holds few enough. The index comes with the durable store.
        var all = Volatile.Read(ref _series);
        var count = Math.Min(Volatile.Read(ref _count), all.Length);
        for (var i = 0; i < count; i++)
        {
            var series = all[i];
            if (!matchers.All(matcher => matcher.Matches(series.Labels)))
                continue;
            var samples = new List<Sample>();
            series.CopyTo(samples, from, to);
            if (samples.Count > 0)
                yield return new(series.Labels, samples);
        }
    }

    /// <summary>Gives up samples past their retention, also of series that are no longer appended to. To be called now and then.</summary>
    public void Expire()
    {
        var keepFrom = (_time.GetUtcNow() - _options.Retention).ToUnixTimeMilliseconds();
        foreach (var series in Volatile.Read(ref _series).AsSpan(0, Volatile.Read(ref _count)))
        {
            series.Expire(keepFrom);
        }
    }

    private SeriesRef Add_NeedsLock(Labels labels)
    {
        if (_count == _series.Length)
        {
            var larger = new HeadSeries[_series.Length * 2];
            _series.CopyTo(larger, 0);
            Volatile.Write(ref _series, larger);
        }

        var series = new SeriesRef(_count);
        _series[_count] = new HeadSeries(labels, _pool);
        Volatile.Write(ref _count, _count + 1);
        _refs[labels] = series; // last: whoever finds the number finds the series
        return series;
    }
}
