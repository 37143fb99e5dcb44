using Lapwing.Storage.Blocks;
using Lapwing.Storage.Head;

namespace Lapwing.Storage.Maintenance;

/// <summary>
/// Writes what is old in the head to blocks, one for each slot of time, and gives it up there when nobody reads it any more. For one thread.
/// </summary>
/// <param name="head">The head.</param>
/// <param name="series">What its series are called.</param>
/// <param name="blocks">Where to.</param>
/// <param name="readers">Those who may be reading it.</param>
/// <param name="append">Held by whoever writes to the head.</param>
internal sealed class HeadFlush(HeadStore head, SeriesTable series, BlockSet blocks, Readers readers, Lock append)
{
    /// <summary>Writes all segments that end before an instant.</summary>
    /// <exception cref="IOException">A block could not be written; what is not in one stays in the head.</exception>
    public void Run(long before)
    {
        var slots = new SortedDictionary<long, List<(SeriesGroup Group, List<Segment> Segments)>>();
        foreach (var group in head.Groups)
        {
            head.Seal(group);
            foreach (var slot in group.Segments.Where(segment => segment.To < before && !segment.IsStored).GroupBy(segment => TimeSlot.StartOf(segment.From)))
            {
                if (!slots.TryGetValue(slot.Key, out var groups))
                    slots[slot.Key] = groups = [];
                groups.Add((group, [.. slot]));
            }
        }

        foreach (var groups in slots.Values)
        {
            Write(groups);
            groups.ForEach(group => group.Segments.ForEach(segment => segment.IsStored = true));
            readers.Retire(() => groups.ForEach(group => head.Drop(group.Group, group.Segments.ToHashSet())));
        }
    }

    private void Write(List<(SeriesGroup Group, List<Segment> Segments)> groups)
    {
        using var block = blocks.Begin();
        var writer = new GroupWriter(block);
        foreach (var (group, segments) in groups)
        {
            int[] numbers;
            lock (append)
            {
                numbers = [.. group.Series];
            }

            var columns = Enumerable.Range(0, numbers.Length)
                .Where(column => numbers[column] != SeriesGroup.Lost && segments.Exists(segment => segment.Count(column) > 0)).ToArray();
            if (columns.Length > 0)
                writer.Write([.. columns.Select(column => series.LabelsOf(new(numbers[column])))], [.. segments.Select(segment => new GroupPlace(segment, columns))]);
        }

        if (block.Samples > 0)
            blocks.Publish(block);
    }
}
