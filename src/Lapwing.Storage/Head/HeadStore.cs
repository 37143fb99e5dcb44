using System.Collections.Concurrent;
using Lapwing.Model;

namespace Lapwing.Storage.Head;

/// <summary>
/// The recent samples of all series, in memory. Series that are sampled together form a <see cref="SeriesGroup"/>, in which samples of one
/// instant are a row. What the series are called is not known here.
/// </summary>
/// <remarks>
/// One writer at a time, which the store sees to, for the methods that say so. Any number of readers meanwhile, who wait for nobody and see a
/// batch whole or not at all. Samples may come in any order within <see cref="HeadOptions.OutOfOrderWindow"/>.
/// </remarks>
internal sealed class HeadStore(HeadOptions options, Readers readers)
{
    private readonly RowPool _pool = new();
    private readonly LateBatch _late = new();
    private readonly ConcurrentQueue<SeriesGroup> _full = new();
    private Place[] _places = new Place[64];
    private SeriesGroup[] _groups = new SeriesGroup[16];
    private int _count;
    private int _groupCount;
    private long _committed;
    private long _newest = long.MinValue;
    private long _sealedBytes;
    private long _dropped;
    private bool _isStuck;
    private RefusedSamples _refused;

    /// <summary>The newest batch that is whole.</summary>
    public long Committed => Volatile.Read(ref _committed);

    /// <summary>The newest instant of all samples; the beginning of time when there are none.</summary>
    public long Newest => Volatile.Read(ref _newest);

    /// <summary>Memory of the samples.</summary>
    public long Bytes => Interlocked.Read(ref _sealedBytes) + _pool.RentedBytes;

    /// <summary>Whether it holds more than it should, and something is to be written elsewhere.</summary>
    public bool IsOverfull => Bytes > options.MaxBytes;

    /// <summary>Whether what it holds cannot be written elsewhere, so that the oldest must go where there is no room.</summary>
    public bool IsStuck
    {
        get => Volatile.Read(ref _isStuck);
        set => Volatile.Write(ref _isStuck, value);
    }

    /// <summary>Segments given up because there was no room for them.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Samples that were not stored. For the writer.</summary>
    public RefusedSamples Refused => _refused;

    /// <summary>What was refused so far was so in an earlier process too. For the writer.</summary>
    public void ForgetRefused() => _refused = default;

    public ReadOnlySpan<SeriesGroup> Groups => Volatile.Read(ref _groups).AsSpan(0, Volatile.Read(ref _groupCount));

    /// <summary>Where the series stand, by their numbers.</summary>
    public ReadOnlySpan<Place> Places => Volatile.Read(ref _places);

    public Place PlaceOf(SeriesRef series) => Volatile.Read(ref _places)[series.Index];

    /// <summary>Series have numbers below this one.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Gives one more series its place. For the writer.</summary>
    /// <param name="series">Its number, which is the next.</param>
    /// <param name="beside">A series that is sampled at the same instants, whose times the new one shares; null where there is none.</param>
    public Place Add(SeriesRef series, SeriesRef? beside)
    {
        var group = GroupAt(beside is { } other ? PlaceOf(other).Group.Number : _groupCount);
        return Put(series, new(group, group.Columns));
    }

    /// <summary>Gives a series the place that it had. For the writer, before there are samples.</summary>
    public void Restore(SeriesRef series, int group, int column) => Put(series, new(GroupAt(group), column));

    /// <summary>
    /// Stores a batch. Samples that cannot be stored are counted; they never keep others out. For the writer; <see cref="SealFull"/> is to be
    /// called afterwards, when others may write.
    /// </summary>
    public void Append(Batch batch)
    {
        foreach (ref readonly var run in batch.Runs)
        {
            Append(batch, run);
        }

        Volatile.Write(ref _committed, _committed + 1);
    }

    /// <summary>Makes chunks of the rows that are enough for that. For any thread.</summary>
    public void SealFull()
    {
        while (_full.TryDequeue(out var group))
        {
            Seal(group);
        }
    }

    /// <summary>Makes chunks of full tails of a group. For any thread.</summary>
    public void Seal(SeriesGroup group)
    {
        Interlocked.Add(ref _sealedBytes, group.Seal(readers.OldestCommitted(Committed)));
        while (IsStuck && Bytes > options.MostBytes && group.DropOldest() is > 0 and var bytes)
        {
            Interlocked.Increment(ref _dropped);
            Interlocked.Add(ref _sealedBytes, -bytes);
        }
    }

    /// <summary>Gives up segments that are kept elsewhere by now. For any thread.</summary>
    public void Drop(SeriesGroup group, IReadOnlySet<Segment> segments) => Interlocked.Add(ref _sealedBytes, -group.Drop(segments));

    /// <summary>Gives the memory that lies ready back to the system.</summary>
    public void Trim() => _pool.Trim();

    private SeriesGroup GroupAt(int number)
    {
        while (number >= _groupCount)
        {
            Append(ref _groups, ref _groupCount, new(_groupCount, _pool));
        }

        return _groups[number];
    }

    private Place Put(SeriesRef series, Place place)
    {
        // Numbers and columns that are left out were lost with a damaged catalog.
        place.Group.PutColumn(place.Column, series);
        while (_count < series.Index)
        {
            Append(ref _places, ref _count, default);
        }

        Append(ref _places, ref _count, place);
        return place;
    }

    private void Append(Batch batch, in Batch.Run run)
    {
        if (_newest != long.MinValue && run.Time < _newest - (long)options.OutOfOrderWindow.TotalMilliseconds)
        {
            _refused = _refused with { TooOld = _refused.TooOld + run.Count };
            return;
        }

        var group = _groups[run.Group];
        var isWhole = run.IsInOrder && run.Count == group.Columns;
        var isFull = isWhole && run.Time > group.Newest
            ? group.Append(run.Time, _committed + 1, batch.ValuesOf(run))
            : AppendLate(group, batch, run);
        if (isFull)
            _full.Enqueue(group);
        Volatile.Write(ref _newest, Math.Max(_newest, run.Time));
    }

    private bool AppendLate(SeriesGroup group, Batch batch, in Batch.Run run)
    {
        _late.Begin(group, run.Time);
        var columns = batch.ColumnsOf(run);
        var values = batch.ValuesOf(run);
        for (var i = 0; i < columns.Length; i++)
        {
            _late.Add(columns[i], values[i]);
        }

        _refused = _refused with { Conflicts = _refused.Conflicts + _late.Conflicts };
        return _late.Columns.Length > 0 && group.Append(run.Time, _committed + 1, _late.Columns, _late.Values);
    }

    /// <summary>Readers find the entry when they find the count.</summary>
    private static void Append<T>(ref T[] entries, ref int count, T entry)
    {
        if (count == entries.Length)
        {
            var larger = new T[entries.Length * 2];
            entries.CopyTo(larger, 0);
            Volatile.Write(ref entries, larger);
        }

        entries[count] = entry;
        Volatile.Write(ref count, count + 1);
    }
}

/// <summary>Where a series stands.</summary>
internal readonly record struct Place(SeriesGroup Group, int Column);
