namespace Lapwing.Storage.Index;

/// <summary>
/// Numbers by the hash of what they stand for: open addressing, eight bytes a slot, of which the hash is one half, so that hardly another's
/// number is ever looked at.
/// </summary>
/// <remarks>
/// One writer at a time; readers meanwhile never wait. A reader finds what was added before it began; what is added or removed meanwhile it may
/// find or not.
/// </remarks>
internal sealed class HashSlots
{
    private const int SmallestSize = 64;

    /// <summary>The number of a slot whose own was removed: others may stand behind it.</summary>
    private const uint Removed = uint.MaxValue;

    // The hash above, the number plus one below; 0 is free. The length is a power of two.
    private long[] _slots = new long[SmallestSize];
    private int _count;
    private int _used;

    public long Bytes => Volatile.Read(ref _slots).LongLength * sizeof(long);

    /// <summary>The numbers that were added with a hash.</summary>
    public Probe Find(int hash) => new(Volatile.Read(ref _slots), hash);

    public void Add(int hash, int id)
    {
        // Three quarters full a hit looks at 2.5 neighbouring slots and a miss at 8.5.
        if ((_used + 1) * 4L > _slots.Length * 3L)
            Resize(_count + 1);
        Insert(_slots, ((long)hash << 32) | (uint)(id + 1));
        _count++;
        _used++;
    }

    public void Remove(int hash, int id)
    {
        var slot = ((long)hash << 32) | (uint)(id + 1);
        for (var i = hash & (_slots.Length - 1); _slots[i] != 0; i = (i + 1) & (_slots.Length - 1))
        {
            if (_slots[i] != slot)
                continue;
            Volatile.Write(ref _slots[i], Removed);
            _count--;
            return;
        }
    }

    /// <summary>Makes room for so many in one go.</summary>
    public void Reserve(int count)
    {
        if (count * 4L > _slots.Length * 3L)
            Resize(count);
    }

    private void Resize(int count)
    {
        var size = SmallestSize;
        while (size < count * 5L / 3)
        {
            size *= 2;
        }

        var slots = new long[size];
        foreach (var slot in _slots)
        {
            if (slot != 0 && (uint)slot != Removed)
                Insert(slots, slot);
        }

        _used = _count;
        Volatile.Write(ref _slots, slots);
    }

    private static void Insert(long[] slots, long slot)
    {
        var i = (int)(slot >> 32) & (slots.Length - 1);
        while (slots[i] != 0)
        {
            i = (i + 1) & (slots.Length - 1);
        }

        Volatile.Write(ref slots[i], slot);
    }

    /// <summary>A walk over the numbers of one hash.</summary>
    public struct Probe(long[] slots, int hash)
    {
        private int _at = hash & (slots.Length - 1);

        public bool Next(out int id)
        {
            while (true)
            {
                var slot = Volatile.Read(ref slots[_at]);
                _at = (_at + 1) & (slots.Length - 1);
                id = (int)slot - 1;
                if (slot == 0)
                    return false;
                if ((int)(slot >> 32) == hash && (uint)slot != Removed)
                    return true;
            }
        }
    }
}
