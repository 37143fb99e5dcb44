using Lapwing.Model;

namespace Lapwing.Storage.Head;

/// <summary>What the head's answer to one sample was.</summary>
public enum AppendOutcome
{
    /// <summary>Stored, or already there with the same value.</summary>
    Stored,

    /// <summary>Older than the newest sample of its series.</summary>
    OutOfOrder,

    /// <summary>Another value is stored for the same instant.</summary>
    Conflict,
}

/// <summary>
/// The recent samples of one series: a queue of chunks, appended at the end and given up at the front.
/// Safe for many threads. Its lock is its own, held for nanoseconds, and has one writer (the target's run), so it is not contended.
/// </summary>
internal sealed class HeadSeries(Labels labels, ChunkPool pool)
{
    private readonly Lock _lock = new();
    private readonly Queue<Chunk> _chunks = new();
    private Chunk? _tail;

    public Labels Labels => labels;

    public Sample? Latest
    {
        get
        {
            lock (_lock)
            {
                return _tail is { Count: > 0 } tail ? new(tail.Last, tail.Values[^1]) : null;
            }
        }
    }

    public AppendOutcome Append(long time, double value, long keepFrom)
    {
        lock (_lock)
        {
            if (_tail is { Count: > 0 } tail && time <= tail.Last)
            {
                if (time < tail.Last)
                    return AppendOutcome.OutOfOrder;
                var same = BitConverter.DoubleToInt64Bits(tail.Values[^1]) == BitConverter.DoubleToInt64Bits(value);
                return same ? AppendOutcome.Stored : AppendOutcome.Conflict;
            }

            if (_tail is null or { IsFull: true })
                AddChunk_NeedsLock(keepFrom);
            _tail!.Append(time, value);
            return AppendOutcome.Stored;
        }
    }

    /// <summary>Appends the samples of a closed range of time to <paramref name="destination"/>, oldest first.</summary>
    public void CopyTo(List<Sample> destination, long from, long to)
    {
        lock (_lock)
        {
            foreach (var chunk in _chunks)
            {
                if (chunk.Count == 0 || chunk.Last < from || chunk.Times[0] > to)
                    continue;
                var times = chunk.Times;
                var values = chunk.Values;
                for (var i = 0; i < times.Length; i++)
                {
                    if (times[i] >= from && times[i] <= to)
                        destination.Add(new(times[i], values[i]));
                }
            }
        }
    }

    /// <summary>Gives up chunks whose samples are all older than <paramref name="keepFrom"/>.</summary>
    public void Expire(long keepFrom)
    {
        lock (_lock)
        {
            while (_chunks.TryPeek(out var oldest) && oldest.Last < keepFrom)
            {
                pool.Return(_chunks.Dequeue());
            }

            if (_chunks.Count == 0)
                _tail = null;
        }
    }

    private void AddChunk_NeedsLock(long keepFrom)
    {
        while (_chunks.Count > 1 && _chunks.Peek().Last < keepFrom)
        {
            pool.Return(_chunks.Dequeue());
        }

        var chunk = pool.Take(always: _chunks.Count == 0);
        if (chunk is null)
        {
            chunk = _chunks.Dequeue();
            chunk.Clear();
        }

        _chunks.Enqueue(chunk);
        _tail = chunk;
    }
}
