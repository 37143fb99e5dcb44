using System.Numerics;
using Lapwing.Model;
using Lapwing.Storage.Blocks;

namespace Lapwing.Storage.Maintenance;

/// <summary>
/// Writes a group to a block from rows that are stored in several places, and may overlap in time: in order of time, and each sample once. Of two at
/// one instant the one from the earlier place holds. For one thread; used for one group after the other.
/// </summary>
internal sealed class GroupWriter(BlockWriter writer)
{
    private readonly double[] _read = new double[SegmentWriter.MaxRows];
    private readonly double[] _values = new double[SegmentWriter.MaxRows];
    private readonly ulong[] _readPresent = new ulong[SegmentWriter.MaxRows / 64];
    private readonly ulong[] _present = new ulong[SegmentWriter.MaxRows / 64];
    private readonly long[] _times = new long[SegmentWriter.MaxRows];

    /// <summary>Writes a group.</summary>
    /// <param name="labels">The series, one a column.</param>
    /// <param name="places">Where their rows are.</param>
    /// <param name="dropped">Of each column what of it is to go, null where nothing is; null where nothing is of any.</param>
    public void Write(IReadOnlyList<Labels> labels, IReadOnlyList<GroupPlace> places, IReadOnlyList<IReadOnlyList<Dropping>?>? dropped = null)
    {
        writer.BeginGroup();
        for (var column = 0; column < labels.Count; column++)
        {
            writer.AddSeries(labels[column], column);
        }

        var times = TimesOf(places);
        var parts = (times.Length + SegmentWriter.RowsFor(labels.Count) - 1) / SegmentWriter.RowsFor(labels.Count);
        for (var part = 0; part < parts; part++)
        {
            var (from, to) = ((int)((long)times.Length * part / parts), (int)((long)times.Length * (part + 1) / parts));
            WriteSegment(times.AsSpan(from, to - from), labels.Count, places, dropped);
        }
    }

    /// <summary>All instants, ascending, each once.</summary>
    private long[] TimesOf(IReadOnlyList<GroupPlace> places)
    {
        var times = new List<long>();
        foreach (var place in places)
        {
            place.Rows.ReadTimes(_times);
            times.AddRange(_times.AsSpan(0, place.Rows.Rows));
        }

        times.Sort();
        return [.. times.Distinct()];
    }

    private void WriteSegment(
        ReadOnlySpan<long> times, int columns, IReadOnlyList<GroupPlace> places, IReadOnlyList<IReadOnlyList<Dropping>?>? dropped)
    {
        var parts = new List<(GroupPlace Place, int[] Rows)>();
        foreach (var place in places)
        {
            if (place.Rows.From <= times[^1] && place.Rows.To >= times[0])
                parts.Add((place, RowsAt(place.Rows, times)));
        }

        writer.BeginSegment(times);
        for (var column = 0; column < columns; column++)
        {
            var present = _present.AsSpan(0, (times.Length + 63) / 64);
            present.Clear();
            foreach (var (place, rows) in parts)
            {
                Gather(place, rows, column);
            }

            foreach (var dropping in dropped?[column] ?? [])
            {
                Drop(dropping, times);
            }

            writer.AddColumn(_values.AsSpan(0, Compact(times.Length)), present);
        }

        writer.EndSegment();
    }

    /// <summary>Of each row of a place where in the segment it is; -1 where it is not.</summary>
    private int[] RowsAt(IRows place, ReadOnlySpan<long> times)
    {
        place.ReadTimes(_times);
        var rows = new int[place.Rows];
        var at = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            while (at < times.Length && times[at] < _times[row])
            {
                at++;
            }

            rows[row] = at < times.Length && times[at] == _times[row] ? at : -1;
        }

        return rows;
    }

    private void Gather(GroupPlace place, int[] rows, int column)
    {
        if (place.ColumnOf(column) is not (>= 0 and var from))
            return;
        var count = place.Rows.Read(from, _read, _readPresent);
        var read = 0;
        for (var row = 0; row < rows.Length && read < count; row++)
        {
            if (count < rows.Length && (_readPresent[row >> 6] >> (row & 63) & 1) == 0)
                continue;
            Put(rows[row], _read[read++]);
        }
    }

    private void Put(int row, double value)
    {
        if (row < 0 || (_present[row >> 6] >> (row & 63) & 1) != 0)
            return;
        _present[row >> 6] |= 1UL << (row & 63);
        _values[row] = value;
    }

    private void Drop(Dropping dropping, ReadOnlySpan<long> times)
    {
        for (var row = 0; row < times.Length; row++)
        {
            if (times[row] >= dropping.From && times[row] <= dropping.To)
                _present[row >> 6] &= ~(1UL << (row & 63));
        }
    }

    /// <summary>Puts the values together, and returns how many there are.</summary>
    private int Compact(int rows)
    {
        var count = 0;
        for (var word = 0; word < (rows + 63) / 64; word++)
        {
            if (_present[word] == ulong.MaxValue && count == word * 64)
            {
                count += 64;
                continue;
            }

            for (var bits = _present[word]; bits != 0; bits &= bits - 1)
            {
                _values[count++] = _values[(word * 64) + BitOperations.TrailingZeroCount(bits)];
            }
        }

        return count;
    }
}

/// <summary>Where rows of a group are.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Columns">Of each column that is written the one in these rows, -1 where there is none; null where they are the same.</param>
internal readonly record struct GroupPlace(IRows Rows, int[]? Columns)
{
    public int ColumnOf(int column) => Columns is null ? column : Columns[column];
}
