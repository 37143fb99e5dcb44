using System.Diagnostics;

namespace Lapwing.Storage.Head;

/// <summary>The newest rows of a group, in the order in which they came, until there are enough to be sealed.</summary>
/// <remarks>
/// One writer at a time; any number of readers meanwhile, without a lock: a row is complete before <see cref="Count"/> says that it is there. When
/// the rows have been sealed their memory goes to others, so a reader asks <see cref="IsRetired"/> after it has copied, and if so begins anew.
/// </remarks>
internal sealed class Tail(int capacity)
{
    private const int First = 8;

    private Row[] _rows = new Row[Math.Min(First, capacity)];
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

    /// <summary>The rows that are complete, as of the call.</summary>
    public ReadOnlySpan<Row> Rows
    {
        get
        {
            var count = Count;
            return Volatile.Read(ref _rows).AsSpan(0, count);
        }
    }

    public void Append(Row row)
    {
        Debug.Assert(!IsFull, "a full tail is sealed, and another begun");
        if (_count == _rows.Length)
        {
            var larger = new Row[Math.Min(2 * _count, capacity)];
            _rows.CopyTo(larger, 0);
            Volatile.Write(ref _rows, larger);
        }

        _rows[_count] = row;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Gives the memory of the rows to others.</summary>
    public void Retire(RowPool pool)
    {
        _isRetired = true;
        Thread.MemoryBarrier();
        foreach (var row in _rows.AsSpan(0, _count))
        {
            pool.Return(row.Values);
        }
    }
}
