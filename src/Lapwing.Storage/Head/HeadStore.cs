using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Lapwing.Model;

namespace Lapwing.Storage.Head;

/// <summary>
/// The recent samples of all series, in memory. Series that are sampled together form a <see cref="SeriesGroup"/>, in which a batch is a row.
/// </summary>
/// <remarks>
/// Safe for many threads. Batches are appended one after the other, each in little more time than copying it takes; readers wait for nobody, and
/// see a batch whole or not at all. Samples may come in any order within <see cref="HeadOptions.OutOfOrderWindow"/>.
/// </remarks>
public sealed class HeadStore : ISeriesReader
{
    private readonly HeadOptions _options;
    private readonly TimeProvider _time;
    private readonly RowPool _pool = new();
    private readonly ConcurrentDictionary<Labels, SeriesRef> _refs = new();
    private readonly Lock _growth = new();
    private readonly Lock _append = new();

    // Written under _growth, read by anybody.
    private Place[] _places = new Place[64];
    private SeriesGroup[] _groups = [];
    private int _count;
    private long _refusedSeries;

    // Written under _append.
    private readonly LateBatch _late = new();
    private long _committed;
    private long _newest = long.MinValue;
    private RefusedSamples _refused;

    private long _sealedBytes;

    public HeadStore(HeadOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
    }

    /// <summary>Figures of the store, for its own metrics.</summary>
    public HeadFigures Figures
    {
        get
        {
            lock (_append)
            {
                return new(Volatile.Read(ref _count), Bytes, _refused, Volatile.Read(ref _refusedSeries));
            }
        }
    }

    private long Bytes => Interlocked.Read(ref _sealedBytes) + _pool.RentedBytes;

    /// <summary>Finds the series of these labels or begins it.</summary>
    /// <param name="labels">What it is.</param>
    /// <param name="series">Its number.</param>
    /// <param name="beside">A series that is sampled at the same instants, whose times a new one shares; null where there is none.</param>
    /// <returns>False when the store holds as many series as it may: the new one is refused and counted.</returns>
    public bool TryGetOrAdd(Labels labels, out SeriesRef series, SeriesRef? beside = null)
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

            series = Add_NeedsLock(labels, beside);
            return true;
        }
    }

    /// <summary>Finds the series of these labels.</summary>
    public bool TryGet(Labels labels, out SeriesRef series) => _refs.TryGetValue(labels, out series);

    public Labels LabelsOf(SeriesRef series) => PlaceOf(series).Labels;

    /// <summary>Stores the samples of one instant. Samples that cannot be stored are counted; they never keep others out.</summary>
    /// <param name="time">Milliseconds since 1970-01-01 UTC.</param>
    /// <param name="series">Which series, each from <see cref="TryGetOrAdd"/>.</param>
    /// <param name="values">Their values, at the same positions.</param>
    public void Append(long time, ReadOnlySpan<SeriesRef> series, ReadOnlySpan<double> values)
    {
        SeriesGroup? full = null;
        lock (_append)
        {
            if (IsRefused_NeedsLock(time, series.Length))
                return;
            for (var from = 0; from < series.Length;)
            {
                var (group, to, isWhole) = Run(series, from);
                var isFull = isWhole && time > group.Newest
                    ? group.Append(time, _committed + 1, values[from..to])
                    : AppendLate_NeedsLock(group, time, series[from..to], values[from..to]);
                if (isFull)
                {
                    // Mostly a batch is of one group, which is sealed when others may go on.
                    Seal(full);
                    full = group;
                }

                from = to;
            }

            _newest = Math.Max(_newest, time);
            Volatile.Write(ref _committed, _committed + 1);
        }

        Seal(full);
    }

    public bool TryGetLatest(SeriesRef series, [NotNullWhen(true)] out Sample? latest)
    {
        var place = PlaceOf(series);
        latest = place.Group.Latest(place.Column, Volatile.Read(ref _committed));
        return latest is not null;
    }

    /// <summary>The samples of one series in a closed range of time, oldest first, appended to <paramref name="destination"/>.</summary>
    public void CopyTo(SeriesRef series, long from, long to, List<Sample> destination)
    {
        var place = PlaceOf(series);
        place.Group.Read(place.Column, from, to, Volatile.Read(ref _committed), destination);
    }

    public IEnumerable<SeriesSamples> Select(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        // Every series is looked at: the head holds few enough. The index comes with the durable store.
        var committed = Volatile.Read(ref _committed);
        var count = Volatile.Read(ref _count);
        for (var i = 0; i < count; i++)
        {
            var place = PlaceOf(new(i));
            if (!matchers.All(matcher => matcher.Matches(place.Labels)))
                continue;
            var samples = new List<Sample>();
            place.Group.Read(place.Column, from, to, committed, samples);
            if (samples.Count > 0)
                yield return new(place.Labels, samples);
        }
    }

    /// <summary>Gives up samples past their retention, also of series that are no longer appended to. To be called now and then.</summary>
    public void Expire()
    {
        var keepFrom = (_time.GetUtcNow() - _options.Retention).ToUnixTimeMilliseconds();
        foreach (var group in Volatile.Read(ref _groups))
        {
            lock (_append)
            {
                Interlocked.Add(ref _sealedBytes, -group.Expire(keepFrom));
            }
        }

        _pool.Trim();
    }

    private Place PlaceOf(SeriesRef series) => Volatile.Read(ref _places)[series.Index];

    private bool IsRefused_NeedsLock(long time, int samples)
    {
        if (time > _time.GetUtcNow().ToUnixTimeMilliseconds() + (long)_options.MaxAhead.TotalMilliseconds)
        {
            _refused = _refused with { TooFarAhead = _refused.TooFarAhead + samples };
            return true;
        }

        if (_newest == long.MinValue || time >= _newest - (long)_options.OutOfOrderWindow.TotalMilliseconds)
            return false;
        _refused = _refused with { TooOld = _refused.TooOld + samples };
        return true;
    }

    /// <summary>The series from a position on that are of one group, and whether they are all its columns in their order.</summary>
    private (SeriesGroup Group, int To, bool IsWhole) Run(ReadOnlySpan<SeriesRef> series, int from)
    {
        var places = Volatile.Read(ref _places);
        var group = places[series[from].Index].Group;
        var isWhole = true;
        var to = from;
        for (; to < series.Length; to++)
        {
            ref readonly var place = ref places[series[to].Index];
            if (place.Group != group)
                break;
            isWhole &= place.Column == to - from;
        }

        return (group, to, isWhole && to - from == group.Columns);
    }

    private bool AppendLate_NeedsLock(SeriesGroup group, long time, ReadOnlySpan<SeriesRef> series, ReadOnlySpan<double> values)
    {
        _late.Begin(group, time);
        for (var i = 0; i < series.Length; i++)
        {
            _late.Add(PlaceOf(series[i]).Column, values[i]);
        }

        _refused = _refused with { Conflicts = _refused.Conflicts + _late.Conflicts };
        return _late.Columns.Length > 0 && group.Append(time, _committed + 1, _late.Columns, _late.Values);
    }

    private void Seal(SeriesGroup? group)
    {
        if (group is null)
            return;
        Interlocked.Add(ref _sealedBytes, group.Seal(Volatile.Read(ref _committed)));
        while (Bytes > _options.MaxBytes && group.DropOldest() is > 0 and var bytes)
        {
            Interlocked.Add(ref _sealedBytes, -bytes);
        }
    }

    private SeriesRef Add_NeedsLock(Labels labels, SeriesRef? beside)
    {
        if (_count == _places.Length)
        {
            var larger = new Place[_places.Length * 2];
            _places.CopyTo(larger, 0);
            Volatile.Write(ref _places, larger);
        }

        var series = new SeriesRef(_count);
        var group = beside is { } other ? PlaceOf(other).Group : NewGroup_NeedsLock();
        lock (_append)
        {
            _places[_count] = new(labels, group, group.AddColumn());
        }

        Volatile.Write(ref _count, _count + 1);
        _refs[labels] = series; // last: whoever finds the number finds the series
        return series;
    }

    private SeriesGroup NewGroup_NeedsLock()
    {
        var group = new SeriesGroup(_groups.Length, _pool);
        Volatile.Write(ref _groups, [.. _groups, group]);
        return group;
    }

    /// <summary>Where a series stands.</summary>
    private readonly record struct Place(Labels Labels, SeriesGroup Group, int Column);
}
