using System.Diagnostics;

namespace Lapwing.Storage.Head;

/// <summary>The newest rows of a group, in the order in which they came, until there are enough to be sealed.</summary>
/// <remarks>
/// One writer at a time; any number of readers meanwhile, without a lock: a row is complete before <see cref="Count"/> says that it is there. When
/// the rows have been sealed their memory goes to others, so a reader asks <see cref="IsRetired"/> after it has copied, and if so begins anew.
/// </remarks>
internal sealed class Tail(int capacity, RowPool pool)
{
    private const int BlockSize = RowPool.BlockSize;

    // Rows lie in blocks that come when they are needed and do not move.
    private readonly Row[]?[] _blocks = new Row[(capacity + BlockSize - 1) / BlockSize][];
    private int _count;
    private volatile bool _isRetired;

    /// <summary>Rows that are complete.</summary>
    public int Count => Volatile.Read(ref _count);

    public bool IsFull => _count == capacity;

    /// <summary>Whether the rows are another's by now.</summary>
    public bool IsRetired
    {
        get
        {
            // What was copied before this must have been read before.
            Thread.MemoryBarrier();
            return _isRetired;
        }
    }

    /// <summary>A row of those that are complete; of a retired tail any row at all.</summary>
    public ref readonly Row this[int index] => ref _blocks[index / BlockSize]![index % BlockSize];

    public void Append(in Row row)
    {
        Debug.Assert(!IsFull, "a full tail is sealed, and another begun");
        var block = _blocks[_count / BlockSize] ??= pool.RentBlock();
        block[_count % BlockSize] = row;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Gives the memory of the rows to others.</summary>
    public void Retire()
    {
        _isRetired = true;
        Thread.MemoryBarrier();
        for (var i = 0; i < _count; i++)
        {
            pool.Return(this[i].Values);
        }

        foreach (var block in _blocks)
        {
            if (block is not null)
                pool.Return(block);
        }
    }
}
