using Lapwing.Storage.Blocks;
using Lapwing.Storage.Head;

namespace Lapwing.Storage.Maintenance;

/// <summary>
/// Says which blocks to make one of. Blocks of 2 hours become such of 8 hours, of a day, of four days and of 32, each of a window of time that begins at a multiple
/// of its length, once all of it is in blocks; and those that overlap become one, so that late samples do not stay beside the others. What is longer than a day
/// is not written anew for a little.
/// </summary>
internal static class CompactionPlan
{
    /// <summary>Lengths of the windows, milliseconds.</summary>
    private static readonly long[] Windows = [4 * TimeSlot.Length, 12 * TimeSlot.Length, 48 * TimeSlot.Length, 384 * TimeSlot.Length];

    /// <summary>The longest window for samples; the next is for buckets, of which there are few.</summary>
    public const long LongestOfSamples = 48 * TimeSlot.Length;

    /// <summary>What is longer than this must be worth it.</summary>
    private static readonly long Long = Windows[1];

    /// <summary>How much larger the largest block may be than the others together.</summary>
    private const int LargestShare = 4;

    /// <summary>So many blocks are always too many.</summary>
    private const int ManyBlocks = 10;

    /// <summary>The next blocks, by number; none when all is as it should be.</summary>
    /// <param name="blocks">Those that there are.</param>
    /// <param name="complete">Before this instant all is in blocks, but for what comes late.</param>
    /// <param name="longest">The longest window that is wanted, milliseconds.</param>
    public static IReadOnlyList<Block> Next(IReadOnlyList<Block> blocks, long complete, long longest)
    {
        var chosen = Overlapping(blocks) ?? Windows.Where(window => window <= longest).Select(window => InWindow(blocks, window, complete)).FirstOrDefault(found => found is not null);
        return chosen is null ? [] : [.. chosen.OrderBy(block => block.Meta.Number)];
    }

    private static List<Block>? Overlapping(IReadOnlyList<Block> blocks)
    {
        var run = new List<Block>();
        foreach (var block in blocks.OrderBy(block => block.Meta.From))
        {
            if (run.Count > 0 && block.Meta.From > run.Max(one => one.Meta.To))
            {
                if (IsWorthIt(run))
                    return run;
                run = [];
            }

            run.Add(block);
        }

        return IsWorthIt(run) ? run : null;
    }

    private static bool IsWorthIt(IReadOnlyCollection<Block> blocks)
    {
        if (blocks.Count < 2)
            return false;
        var length = blocks.Max(block => block.Meta.To) - blocks.Min(block => block.Meta.From);
        var largest = blocks.Max(block => block.Bytes);
        return length <= Long || blocks.Count >= ManyBlocks || largest <= LargestShare * (blocks.Sum(block => block.Bytes) - largest);
    }

    private static List<Block>? InWindow(IReadOnlyList<Block> blocks, long window, long complete) => blocks
        .Where(block => StartOf(block.Meta.From, window) == StartOf(block.Meta.To, window) && StartOf(block.Meta.From, window) + window <= complete)
        .GroupBy(block => StartOf(block.Meta.From, window))
        .OrderBy(group => group.Key).Select(group => group.ToList()).FirstOrDefault(IsWorthIt);

    private static long StartOf(long time, long window) => time - (((time % window) + window) % window);
}
