using Lapwing.Model;

namespace Lapwing.Storage.Head;

/// <summary>
/// Series that are sampled at the same instants, those of one target: they share their times, and a batch of them is stored as one row.
/// </summary>
/// <remarks>
/// One writer at a time, which the store sees to; any number of readers meanwhile, which never wait. What they read is one
/// <see cref="State"/>, replaced whole; within it only the last tail grows.
/// </remarks>
internal sealed class SeriesGroup(int number, RowPool pool)
{
    private static readonly Comparer<Sample> ByTime = Comparer<Sample>.Create((a, b) => a.Timestamp.CompareTo(b.Timestamp));

    private readonly Lock _sealing = new();
    /// <summary>No series.</summary>
    public const int Lost = -1;

    private readonly List<int> _series = [];
    private State _state = new([], [], new(FirstTail(number), pool));

    public int Number => number;

    /// <summary>What is sealed; the array does not change.</summary>
    public IReadOnlyList<Segment> Segments => Volatile.Read(ref _state).Segments;

    /// <summary>Columns given out.</summary>
    public int Columns => _series.Count;

    /// <summary>The newest instant, or the beginning of time.</summary>
    public long Newest { get; private set; } = long.MinValue;

    /// <summary>Gives a series a column, mostly the next. For the writer.</summary>
    public void PutColumn(int column, SeriesRef series)
    {
        while (_series.Count <= column)
        {
            _series.Add(Lost);
        }

        _series[column] = series.Index;
    }

    /// <summary>The numbers of the series of the columns; <see cref="Lost"/> for those that a damaged catalog does not have. For the writer.</summary>
    public IReadOnlyList<int> Series => _series;

    /// <summary>Appends a row of all columns, newer than all before. For the writer.</summary>
    /// <returns>Whether there is something to <see cref="Seal"/> now.</returns>
    public bool Append(long time, long sequence, ReadOnlySpan<double> values)
    {
        var cells = pool.Rent(values.Length);
        values.CopyTo(cells);
        return Append(new(time, sequence, cells, values.Length, null));
    }

    /// <summary>Appends a row of some columns, each once, of any instant; none of them has a value there yet. For the writer.</summary>
    public bool Append(long time, long sequence, ReadOnlySpan<int> columns, ReadOnlySpan<double> values)
    {
        var cells = pool.Rent(Columns);
        var present = columns.Length < Columns ? new ulong[(Columns + 63) / 64] : null;
        for (var i = 0; i < columns.Length; i++)
        {
            cells[columns[i]] = values[i];
            if (present is not null)
                present[columns[i] >> 6] |= 1UL << (columns[i] & 63);
        }

        return Append(new(time, sequence, cells, Columns, present));
    }

    /// <summary>Turns full tails into segments, and returns their bytes. For any thread, beside the writer and readers.</summary>
    /// <param name="oldestReader">The newest batch that the reader who began first may see.</param>
    public long Seal(long oldestReader)
    {
        long bytes = 0;
        lock (_sealing)
        {
            foreach (var segment in Volatile.Read(ref _state).Segments.Reverse().TakeWhile(segment => segment.HasSequences))
            {
                segment.ForgetSequences(oldestReader);
            }

            while (Volatile.Read(ref _state).Full is [var tail, ..])
            {
                var segments = Sealing.Seal(tail, Columns);
                bytes += BytesOf(segments);
                Replace(state => state with { Segments = [.. state.Segments, .. segments], Full = state.Full[1..] });
                tail.Retire();
            }
        }

        return bytes;
    }

    /// <summary>Gives up the segment that was sealed first, and returns its bytes; 0 when there is none. For any thread.</summary>
    public long DropOldest()
    {
        lock (_sealing)
        {
            if (Volatile.Read(ref _state).Segments is not [var oldest, ..])
                return 0;
            Replace(state => state with { Segments = state.Segments[1..] });
            return oldest.Bytes;
        }
    }

    /// <summary>Has rows that are older than an instant sealed by the next <see cref="Seal"/>, although more would fit beside them. For the writer.</summary>
    public void CloseTail(long before)
    {
        var tail = Volatile.Read(ref _state).Tail;
        for (var i = 0; i < tail.Count; i++)
        {
            if (tail[i].Time >= before)
                continue;
            BeginTail();
            return;
        }
    }

    /// <summary>Gives up segments that are kept elsewhere by now, and returns their bytes. For any thread.</summary>
    public long Drop(IReadOnlySet<Segment> segments)
    {
        lock (_sealing)
        {
            var before = Volatile.Read(ref _state).Segments;
            Replace(state => state with { Segments = Array.FindAll(state.Segments, segment => !segments.Contains(segment)) });
            return BytesOf(before) - BytesOf(Volatile.Read(ref _state).Segments);
        }
    }

    /// <summary>The newest sample of a column that a reader may see.</summary>
    public Sample? Latest(int column, long committed)
    {
        // Mostly it stands in the tail; where not, the segments are read from the end on.
        var samples = new List<Sample>();
        var to = long.MaxValue;
        var segments = Volatile.Read(ref _state).Segments;
        for (var i = segments.Length; i >= 0 && samples.Count == 0; i--)
        {
            Read(column, i == 0 ? long.MinValue : segments[i - 1].To + 1, to, committed, samples);
        }

        return samples.Count > 0 ? samples[^1] : null;
    }

    /// <summary>The value of a column at an instant.</summary>
    public bool TryGet(int column, long time, out double value)
    {
        var samples = new List<Sample>();
        Read(column, time, time, long.MaxValue, samples);
        value = samples.Count > 0 ? samples[0].Value : 0;
        return samples.Count > 0;
    }

    /// <summary>Adds the samples of a column within a closed range of time to a list, oldest first.</summary>
    /// <param name="column">Which.</param>
    /// <param name="from">First instant.</param>
    /// <param name="to">Last instant.</param>
    /// <param name="committed">The newest batch that readers may see.</param>
    /// <param name="samples">Where to.</param>
    public void Read(int column, long from, long to, long committed, List<Sample> samples)
    {
        var begin = samples.Count;
        var state = Volatile.Read(ref _state);
        while (!TryRead(state, column, (from, to), committed, samples))
        {
            samples.RemoveRange(begin, samples.Count - begin);
            state = Volatile.Read(ref _state);
        }

        for (var i = begin + 1; i < samples.Count; i++)
        {
            if (samples[i].Timestamp >= samples[i - 1].Timestamp)
                continue;
            samples.Sort(begin, samples.Count - begin, ByTime);
            return;
        }
    }

    private static bool TryRead(State state, int column, (long From, long To) range, long committed, List<Sample> samples)
    {
        Span<long> times = stackalloc long[Sealing.MaxRows];
        Span<double> values = stackalloc double[Sealing.MaxRows];
        foreach (var segment in state.Segments)
        {
            if (segment.From > range.To || segment.To < range.From)
                continue;
            var count = segment.Read(column, committed, times, values);
            for (var i = 0; i < count; i++)
            {
                if (times[i] >= range.From && times[i] <= range.To)
                    samples.Add(new(times[i], values[i]));
            }
        }

        foreach (var tail in state.Full)
        {
            if (!TryRead(tail, column, range, committed, samples))
                return false;
        }

        return TryRead(state.Tail, column, range, committed, samples);
    }

    private static bool TryRead(Tail tail, int column, (long From, long To) range, long committed, List<Sample> samples)
    {
        var count = tail.Count;
        for (var i = 0; i < count; i++)
        {
            var row = tail[i]; // as it is now: the tail may be retired meanwhile
            if (row.Sequence <= committed && row.Time >= range.From && row.Time <= range.To && row.Has(column))
                samples.Add(new(row.Time, row.Values[column]));
        }

        return !tail.IsRetired;
    }

    private bool Append(Row row)
    {
        var state = Volatile.Read(ref _state);
        if (state.Tail.IsFull)
        {
            BeginTail();
            state = Volatile.Read(ref _state);
        }

        state.Tail.Append(row);
        Newest = Math.Max(Newest, row.Time);
        return state.Full.Length > 0;
    }

    private void BeginTail() =>
        Replace(before => before with { Full = [.. before.Full, before.Tail], Tail = new(Sealing.MaxRows, pool) });

    private void Replace(Func<State, State> change)
    {
        State before;
        do
        {
            before = Volatile.Read(ref _state);
        }
        while (Interlocked.CompareExchange(ref _state, change(before), before) != before);
    }

    private static long BytesOf(Segment[] segments) => segments.Sum(segment => segment.Bytes);

    /// <summary>The first tails differ in length, so that groups that began together do not all fill up together for ever.</summary>
    private static int FirstTail(int number) => (Sealing.MaxRows / 2) + (int)((uint)number * 2654435769 >> 27);

    /// <summary>What readers see.</summary>
    /// <param name="Segments">Sealed rows.</param>
    /// <param name="Full">Rows to be sealed.</param>
    /// <param name="Tail">Rows to which more are added.</param>
    private sealed record State(Segment[] Segments, Tail[] Full, Tail Tail);
}
