namespace Lapwing.Storage;

/// <summary>
/// Who is reading, so that nothing is taken away that somebody may still look at: what has been replaced is freed when all who began before
/// that have ended. Safe for many threads; writers do not come here.
/// </summary>
internal sealed class Readers
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Reading> _active = new();
    private readonly Queue<(long LastReader, Action Free)> _retired = new();
    private long _begun;

    /// <summary>Begins to read.</summary>
    /// <param name="committed">Gives the newest batch that is whole; asked in the order of the readers.</param>
    /// <returns>To be disposed of when nothing is read any more.</returns>
    public Reading Begin(Func<long> committed)
    {
        lock (_lock)
        {
            var reading = new Reading(this, ++_begun, committed());
            reading.Node = _active.AddLast(reading);
            return reading;
        }
    }

    /// <summary>The newest batch that the reader who began first may see.</summary>
    /// <param name="committed">The answer where nobody reads.</param>
    public long OldestCommitted(long committed)
    {
        lock (_lock)
        {
            return _active.First?.Value.Committed ?? committed;
        }
    }

    /// <summary>Frees what new readers do not find any more: when those who read now have ended, on the thread of the last of them.</summary>
    public void Retire(Action free)
    {
        lock (_lock)
        {
            if (_active.Count > 0)
            {
                _retired.Enqueue((_begun, free));
                return;
            }
        }

        free();
    }

    private void End(Reading reading)
    {
        var free = new List<Action>();
        lock (_lock)
        {
            if (reading.Node is not { } node)
                return;
            (reading.Node, var oldest) = (null, long.MaxValue);
            _active.Remove(node);
            if (_active.First is { } first)
                oldest = first.Value.Number;
            while (_retired.TryPeek(out var retired) && retired.LastReader < oldest)
            {
                free.Add(_retired.Dequeue().Free);
            }
        }

        free.ForEach(action => action());
    }

    /// <summary>Somebody reads.</summary>
    internal sealed class Reading(Readers readers, long number, long committed) : IDisposable
    {
        public long Number => number;

        /// <summary>The newest batch that is seen; what comes later is not.</summary>
        public long Committed => committed;

        internal LinkedListNode<Reading>? Node { get; set; }

        public void Dispose() => readers.End(this);
    }
}
