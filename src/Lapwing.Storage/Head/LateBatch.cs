using System.Runtime.InteropServices;

namespace Lapwing.Storage.Head;

/// <summary>
/// Picks of samples of one instant of a group, which may be few, or in any order, or of the past, those that are new. For one thread at a time;
/// used again and again.
/// </summary>
internal sealed class LateBatch
{
    private readonly List<int> _columns = [];
    private readonly List<double> _values = [];

    // Of each column the last batch that it was in, and where.
    private (long Batch, int At)[] _seen = [];
    private SeriesGroup _group = null!;
    private long _time;
    private long _batch;

    /// <summary>Samples left out because another value stands at their instant.</summary>
    public int Conflicts { get; private set; }

    public ReadOnlySpan<int> Columns => CollectionsMarshal.AsSpan(_columns);

    public ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(_values);

    public void Begin(SeriesGroup group, long time)
    {
        (_group, _time, Conflicts) = (group, time, 0);
        _batch++;
        _columns.Clear();
        _values.Clear();
        if (_seen.Length < group.Columns)
            Array.Resize(ref _seen, Math.Max(group.Columns, 2 * _seen.Length));
    }

    /// <summary>Takes the sample if it is new. One that is there already with the same value is no mistake: it was sent twice.</summary>
    public void Add(int column, double value)
    {
        if (TryGetKnown(column, out var known))
        {
            if (BitConverter.DoubleToInt64Bits(known) != BitConverter.DoubleToInt64Bits(value))
                Conflicts++;
            return;
        }

        _seen[column] = (_batch, _values.Count);
        _columns.Add(column);
        _values.Add(value);
    }

    private bool TryGetKnown(int column, out double known)
    {
        known = 0;
        if (_seen[column].Batch != _batch)
            return _time <= _group.Newest && _group.TryGet(column, _time, out known);
        known = _values[_seen[column].At];
        return true;
    }
}
