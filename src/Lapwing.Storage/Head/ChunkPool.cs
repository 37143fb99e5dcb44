namespace Lapwing.Storage.Head;

/// <summary>
/// The chunks of all series, bounded in number and used again, so that a store in its steady state allocates nothing.
/// Safe for many threads; a series comes here once in <see cref="Chunk.Capacity"/> samples.
/// </summary>
internal sealed class ChunkPool(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Stack<Chunk> _free = new();
    private int _made;

    /// <summary>Chunks in use by series.</summary>
    public int InUse
    {
        get
        {
            lock (_lock)
            {
                return _made - _free.Count;
            }
        }
    }

    /// <summary>An empty chunk, or null when all are in use and the caller holds one that it can give up.</summary>
    /// <param name="always">Whether the caller must have one: a series' first chunk is granted even over the bound.</param>
    public Chunk? Take(bool always)
    {
        lock (_lock)
        {
            if (_free.TryPop(out var chunk))
                return chunk;
            if (_made >= capacity && !always)
                return null;
            _made++;
        }

        return new Chunk();
    }

    public void Return(Chunk chunk)
    {
        chunk.Clear();
        lock (_lock)
        {
            if (_made > capacity)
                _made--; // granted over the bound: let it go
            else
                _free.Push(chunk);
        }
    }
}
