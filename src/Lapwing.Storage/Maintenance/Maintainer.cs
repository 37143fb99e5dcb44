using Lapwing.Storage.Blocks;
using Lapwing.Storage.Head;
using Lapwing.Storage.Recovery;
using Lapwing.Storage.Tiers;

namespace Lapwing.Storage.Maintenance;

/// <summary>
/// Does now and then what keeps a store small: the head goes to blocks when its time has come or it is too large, the log is cut behind that, and blocks
/// past the retention go. For one thread at a time.
/// </summary>
internal sealed class Maintainer(
    StoreOptions options, HeadStore head, SampleLog log, BlockSet blocks, IReadOnlyList<Tier> tiers, HeadFlush flush, Lock append)
{
    /// <summary>Blocks at least in which the whole retention lies, so that what is past it can go in small parts.</summary>
    public const int BlocksOfRetention = 8;

    /// <summary>How long after its end a slot stays in the head at most for what comes late; what comes later still makes a block of its own.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Before this instant all is in blocks, but for what comes late.</summary>
    private long _flushed = log.Checkpoint.IsOfAll ? long.MinValue : log.Checkpoint.Before;

    private readonly Compaction _compaction = new(blocks);

    /// <summary>Blocks in which something is broken: they are served as far as they can be, and not written anew.</summary>
    private readonly HashSet<Block> _damaged = [];

    /// <summary>Times that the head was written to blocks.</summary>
    public long Flushes { get; private set; }

    /// <summary>Times that blocks were made one of, or written anew without what is to go.</summary>
    public long Compactions { get; private set; }

    /// <summary>Does what is due.</summary>
    /// <exception cref="IOException">Something could not be written; nothing is lost.</exception>
    public void Run()
    {
        if (head.Newest == long.MinValue)
            return;
        Flush();
        foreach (var tier in tiers)
        {
            tier.Maintain(blocks.All, _flushed, head.Newest);
        }

        Retain();
        while (NextBlocks() is { Count: > 0 } next)
        {
            Compact(next);
        }

        head.Trim();
    }

    /// <summary>Deletes samples, wherever they are, for good.</summary>
    /// <exception cref="IOException">Something could not be written; some of them may be there still.</exception>
    /// <exception cref="InvalidDataException">A block that has some of them is damaged, and stays as it is.</exception>
    public void Delete(Dropping dropping)
    {
        // In blocks they can be left out; and no log must bring them back.
        FlushAll();
        foreach (var block in blocks.All.Where(block => dropping.SeriesOf(block).Count > 0).ToList())
        {
            _compaction.Run([block], [dropping, .. Droppings()]);
            Compactions++;
        }

        foreach (var tier in tiers)
        {
            tier.Delete(dropping);
        }
    }

    private void FlushAll()
    {
        Checkpoint checkpoint;
        lock (append)
        {
            checkpoint = Checkpoint.OfAll(log.Cut());
            foreach (var group in head.Groups)
            {
                group.CloseTail(long.MaxValue);
            }
        }

        flush.Run(long.MaxValue);
        log.Release(checkpoint);
        Flushes++;
    }

    private void Flush()
    {
        var due = TimeSlot.StartOf(head.Newest - (long)TimeSpan.FromTicks(Math.Min(options.OutOfOrderWindow.Ticks, LongestWait.Ticks)).TotalMilliseconds);
        if (due > _flushed)
        {
            var checkpoint = CloseTails(due);
            flush.Run(due);
            log.Release(checkpoint);
            _flushed = due;
            Flushes++;
        }
        else if (head.IsOverfull)
        {
            flush.Run(long.MaxValue);
            Flushes++;
        }
    }

    /// <summary>Has the rows before an instant sealed, and returns how far the log holds nothing else of that time.</summary>
    private Checkpoint CloseTails(long before)
    {
        lock (append)
        {
            foreach (var group in head.Groups)
            {
                group.CloseTail(before);
            }

            return new(before, log.End);
        }
    }

    private IReadOnlyList<Block> NextBlocks()
    {
        var whole = blocks.All.Where(block => !_damaged.Contains(block)).ToList();
        var longest = options.Retention == TimeSpan.Zero ? CompactionPlan.LongestOfSamples : Math.Min(CompactionPlan.LongestOfSamples, (long)options.Retention.TotalMilliseconds / BlocksOfRetention);
        return CompactionPlan.Next(whole, _flushed, longest) is { Count: > 0 } next
            ? next
            : [.. whole.Where(block => Droppings().Any(dropping => block.Meta.To <= dropping.To && dropping.SeriesOf(block).Count > 0)).Take(1)];
    }

    private IEnumerable<Dropping> Droppings() =>
        options.RetentionRules.Select(rule => new Dropping(rule.Matchers, long.MinValue, head.Newest - (long)rule.Time.TotalMilliseconds - 1));

    private void Compact(IReadOnlyList<Block> chosen)
    {
        try
        {
            _compaction.Run(chosen, [.. Droppings()]);
            Compactions++;
        }
        catch (InvalidDataException e)
        {
            _damaged.UnionWith(chosen);
            options.Warn($"blocks {string.Join(", ", chosen.Select(block => block.Meta.Number))} stay as they are, for one of them is damaged: {e.Message}");
        }
    }

    private void Retain()
    {
        var keepFrom = options.Retention == TimeSpan.Zero ? long.MinValue : head.Newest - (long)options.Retention.TotalMilliseconds;
        var expired = blocks.All.Where(block => block.Meta.To < keepFrom).ToList();
        var bytes = blocks.Bytes - expired.Sum(block => block.Bytes);
        foreach (var block in blocks.All.Except(expired).OrderBy(block => block.Meta.To).ToList())
        {
            if (options.MaxBytes == 0 || bytes <= options.MaxBytes)
                break;
            expired.Add(block);
            bytes -= block.Bytes;
        }

        if (expired.Count > 0)
            blocks.Remove(expired);
    }
}
