using System.Numerics;

namespace Lapwing.Storage.Head;

/// <summary>
/// The memory of rows that are not sealed yet, used again and again: groups fill and seal at different times, so that the rows of one serve the
/// next. Safe for many threads; a row passes here once for all its values.
/// </summary>
internal sealed class RowPool
{
    /// <summary>Rows have room for a multiple of so many values, so that groups of nearly one size share theirs.</summary>
    private const int Step = 16;

    /// <summary>Rows of a block.</summary>
    public const int BlockSize = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Stack<double[]>> _free = [];
    private readonly Stack<Row[]> _blocks = new();

    /// <summary>Bytes that lie ready.</summary>
    public long FreeBytes { get; private set; }

    /// <summary>Bytes that are in use.</summary>
    public long RentedBytes { get; private set; }

    /// <summary>Room for at least so many values, of which each may be anything.</summary>
    public double[] Rent(int columns)
    {
        var length = Length(columns);
        lock (_lock)
        {
            RentedBytes += (long)length * sizeof(double);
            if (_free.TryGetValue(length, out var rows) && rows.TryPop(out var row))
            {
                FreeBytes -= Bytes(row);
                return row;
            }
        }

        return GC.AllocateUninitializedArray<double>(length);
    }

    public void Return(double[] row)
    {
        lock (_lock)
        {
            if (!_free.TryGetValue(row.Length, out var rows))
                _free[row.Length] = rows = new();
            rows.Push(row);
            FreeBytes += Bytes(row);
            RentedBytes -= Bytes(row);
        }
    }

    /// <summary>A block of rows, of which each may be anything.</summary>
    public Row[] RentBlock()
    {
        lock (_lock)
        {
            return _blocks.TryPop(out var block) ? block : new Row[BlockSize];
        }
    }

    public void Return(Row[] block)
    {
        lock (_lock)
        {
            _blocks.Push(block);
        }
    }

    /// <summary>Gives back to the system what lies ready: after a peak, or when groups are gone.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            _free.Clear();
            _blocks.Clear();
            FreeBytes = 0;
        }
    }

    private static int Length(int columns) => columns <= Step
        ? (int)BitOperations.RoundUpToPowerOf2((uint)columns)
        : (columns + Step - 1) / Step * Step;

    private static long Bytes(double[] row) => (long)row.Length * sizeof(double);
}
