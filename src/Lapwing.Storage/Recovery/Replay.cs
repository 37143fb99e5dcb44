using Lapwing.Storage.Head;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Recovery;

/// <summary>
/// Brings what stands in the write-ahead log into the head: first what an earlier process left, then what this one has written since, until
/// nothing is left. To be made before this process writes; then for one thread, beside those who write.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="head">Where to.</param>
/// <param name="append">Held by whoever writes to the log or the head.</param>
/// <param name="warn">Is told what could not be read.</param>
internal sealed class Replay(SampleLog log, HeadStore head, Lock append, Action<string> warn)
{
    private readonly WalReader _earlier = log.Recover();
    private readonly Batch _batch = new();
    private WalPosition _next;
    private long _unreadable;

    /// <summary>Batches read.</summary>
    public long Batches { get; private set; }

    /// <summary>Reads all, and then does something while nothing is written.</summary>
    /// <exception cref="WalException">The log cannot be read.</exception>
    public void Run(Action end)
    {
        Read(_earlier);
        while (true)
        {
            var written = log.End;
            ReadUntil(written);
            lock (append)
            {
                if (log.End != written)
                    continue;
                end();
                return;
            }
        }
    }

    private void ReadUntil(WalPosition end)
    {
        if (_next < end)
            Read(log.Follow(_next, end));
        _next = end;
    }

    private void Read(WalReader reader)
    {
        while (reader.MoveNext())
        {
            _next = reader.End;
            if (reader.Type == BatchRecord.Type)
                Read(reader.Payload, reader.Position);
        }

        foreach (var damage in reader.Damage)
        {
            warn($"the write-ahead log is damaged: {damage}");
        }

        if (_unreadable > 0)
            warn($"{_unreadable} samples in the write-ahead log are of series that are not in the catalog; they were skipped");
        _unreadable = 0;
    }

    private void Read(ReadOnlySpan<byte> record, WalPosition at)
    {
        try
        {
            BatchRecord.Read(record, _batch);
        }
        catch (InvalidDataException e)
        {
            warn($"a record of the write-ahead log at {at} was skipped: {e.Message}");
            return;
        }

        log.Note(at, _batch);
        _unreadable += _batch.RemoveWhere(run => !IsKnown(run));
        _batch.RemoveWhere(run => log.Checkpoint.Covers(run.Time, at));
        lock (append)
        {
            head.Append(_batch);
        }

        head.SealFull();
        Batches++;
    }

    private bool IsKnown(in Batch.Run run)
    {
        if (run.Group >= head.Groups.Length)
            return false;
        var columns = head.Groups[run.Group].Columns;
        if (run.IsInOrder)
            return run.Count <= columns;
        foreach (var column in _batch.ColumnsOf(run))
        {
            if (column >= columns)
                return false;
        }

        return true;
    }
}
