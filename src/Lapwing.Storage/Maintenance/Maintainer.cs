using Lapwing.Storage.Blocks;
using Lapwing.Storage.Head;
using Lapwing.Storage.Recovery;

namespace Lapwing.Storage.Maintenance;

/// <summary>
/// Does now and then what keeps a store small: the head goes to blocks when its time has come or it is too large, the log is cut behind that, and blocks
/// past the retention go. For one thread at a time.
/// </summary>
internal sealed class Maintainer(StoreOptions options, HeadStore head, SampleLog log, BlockSet blocks, HeadFlush flush, Lock append)
{
    /// <summary>How long after its end a slot stays in the head at most for what comes late; what comes later still makes a block of its own.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private long _flushed = log.Checkpoint.Before;

    /// <summary>Blocks written from the head.</summary>
    public long Flushes { get; private set; }

    /// <summary>Does what is due.</summary>
    /// <exception cref="IOException">Something could not be written; nothing is lost.</exception>
    public void Run()
    {
        if (head.Newest == long.MinValue)
            return;
        Flush();
        Retain();
        head.Trim();
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
