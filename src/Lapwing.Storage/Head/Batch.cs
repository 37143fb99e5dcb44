using System.Runtime.InteropServices;
using Lapwing.Model;

namespace Lapwing.Storage.Head;

/// <summary>
/// Samples that come together, and are seen together or not at all: as runs of one group at one instant. For one thread at a time; used again
/// and again.
/// </summary>
internal sealed class Batch
{
    private readonly List<Run> _runs = [];
    private readonly List<int> _columns = [];
    private readonly List<double> _values = [];

    public ReadOnlySpan<Run> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>Samples added to it.</summary>
    public int Count => _values.Count;

    public ReadOnlySpan<int> ColumnsOf(in Run run) => CollectionsMarshal.AsSpan(_columns).Slice(run.At, run.Count);

    public ReadOnlySpan<double> ValuesOf(in Run run) => CollectionsMarshal.AsSpan(_values).Slice(run.At, run.Count);

    public void Clear()
    {
        _runs.Clear();
        _columns.Clear();
        _values.Clear();
    }

    /// <summary>Adds a sample, to the last run if it is of the same group and instant.</summary>
    public void Add(int group, int column, long time, double value)
    {
        var runs = CollectionsMarshal.AsSpan(_runs);
        if (runs.Length > 0 && runs[^1].Group == group && runs[^1].Time == time)
        {
            ref var last = ref runs[^1];
            last = last with { IsInOrder = last.IsInOrder && column == last.Count, Count = last.Count + 1 };
        }
        else
        {
            _runs.Add(new(group, time, _values.Count, 1, column == 0));
        }

        _columns.Add(column);
        _values.Add(value);
    }

    /// <summary>Adds samples of one instant.</summary>
    /// <param name="time">Milliseconds since 1970-01-01 UTC.</param>
    /// <param name="series">Which series.</param>
    /// <param name="places">Where they stand, by their numbers.</param>
    /// <param name="values">Their values.</param>
    public void Add(long time, ReadOnlySpan<SeriesRef> series, ReadOnlySpan<Place> places, ReadOnlySpan<double> values)
    {
        for (var from = 0; from < series.Length;)
        {
            var group = places[series[from].Index].Group;
            var isInOrder = true;
            var to = from;
            for (; to < series.Length; to++)
            {
                ref readonly var place = ref places[series[to].Index];
                if (place.Group != group)
                    break;
                isInOrder &= place.Column == to - from;
            }

            Add(group.Number, time, isInOrder, to - from, out var columns, out var target);
            values[from..to].CopyTo(target);
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i] = places[series[from + i].Index].Column;
            }

            from = to;
        }
    }

    /// <summary>Adds a run, whose columns and values the caller fills in. The spans are valid until the next call.</summary>
    public void Add(int group, long time, bool isInOrder, int count, out Span<int> columns, out Span<double> values)
    {
        var at = _values.Count;
        _runs.Add(new(group, time, at, count, isInOrder));
        CollectionsMarshal.SetCount(_columns, at + count);
        CollectionsMarshal.SetCount(_values, at + count);
        columns = CollectionsMarshal.AsSpan(_columns)[at..];
        values = CollectionsMarshal.AsSpan(_values)[at..];
    }

    /// <summary>Removes runs, and returns how many samples that were.</summary>
    public int RemoveWhere(Predicate<Run> condition)
    {
        var removed = 0;
        _runs.RemoveAll(run =>
        {
            var isRemoved = condition(run);
            removed += isRemoved ? run.Count : 0;
            return isRemoved;
        });
        return removed;
    }

    /// <summary>Samples of a group at one instant.</summary>
    /// <param name="Group">The number of the group.</param>
    /// <param name="Time">Milliseconds since 1970-01-01 UTC.</param>
    /// <param name="At">Where in the batch the first of them stands.</param>
    /// <param name="Count">How many.</param>
    /// <param name="IsInOrder">Whether they are of the columns 0, 1, 2 and so on.</param>
    internal readonly record struct Run(int Group, long Time, int At, int Count, bool IsInOrder);
}
