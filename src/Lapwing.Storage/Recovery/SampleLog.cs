using Lapwing.Storage.Files;
using Lapwing.Storage.Head;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Recovery;

/// <summary>
/// The write-ahead log of the samples: what it holds outlives the process, until it is in blocks. One caller at a time for the methods that
/// write, but for <see cref="Sync"/>.
/// </summary>
internal sealed class SampleLog : IDisposable
{
    private readonly IFileSystem _files;
    private readonly string _folder;
    private readonly WalWriter _writer;

    private readonly Lock _lock = new();

    /// <summary>Of each segment the newest instant in it; guarded by the lock.</summary>
    private readonly SortedDictionary<int, long> _newest = [];

    private long _synced;

    /// <exception cref="IOException">The folder can be neither made nor read.</exception>
    public SampleLog(IFileSystem files, string folder, WalOptions options)
    {
        (_files, _folder) = (files, folder);
        _writer = new(files, folder, options);
        Checkpoint = Checkpoint.Load(files, folder);
    }

    public Checkpoint Checkpoint { get; private set; }

    /// <summary>Behind the last batch.</summary>
    public WalPosition End => _writer.End;

    /// <summary>Whether nothing was ever written to it.</summary>
    public bool IsEmpty => End is { Segment: 1, Offset: 0 };

    /// <summary>Appends a batch: when the call returns it is with the kernel.</summary>
    /// <exception cref="IOException">It could not be written. The next one may be.</exception>
    public void Append(Batch batch)
    {
        var length = BatchRecord.Write(batch, _writer.Begin(BatchRecord.MaxSize(batch)));
        Note(_writer.Commit(BatchRecord.Type, length), batch);
    }

    /// <summary>Reads what an earlier process wrote.</summary>
    /// <exception cref="WalException">It cannot be read.</exception>
    public WalReader Recover() => WalReader.Recover(_files, _folder);

    /// <summary>Reads what this process has written since.</summary>
    /// <exception cref="WalException">It cannot be read.</exception>
    public WalReader Follow(WalPosition from, WalPosition until) => WalReader.Follow(_files, _folder, from, until);

    /// <summary>Notes what stands at a place.</summary>
    public void Note(WalPosition at, Batch batch)
    {
        var newest = long.MinValue;
        foreach (ref readonly var run in batch.Runs)
        {
            newest = Math.Max(newest, run.Time);
        }

        lock (_lock)
        {
            _newest[at.Segment] = Math.Max(newest, _newest.GetValueOrDefault(at.Segment, long.MinValue));
        }
    }

    /// <summary>Brings to the disk what was appended before the call. For any thread.</summary>
    /// <exception cref="IOException">That failed; it is told once.</exception>
    public void Sync()
    {
        var end = _writer.End.Packed;
        if (Interlocked.Exchange(ref _synced, end) != end)
            _writer.Sync();
    }

    /// <summary>Begins a new segment, so that all that was appended can be given up. For who appends.</summary>
    public WalPosition Cut() => new(_writer.BeginSegment(), 0);

    /// <summary>Notes that samples are in blocks, and gives up the segments in which there are no others.</summary>
    public void Release(Checkpoint checkpoint)
    {
        Checkpoint = checkpoint;
        checkpoint.Save(_files, _folder);
        _writer.DropBefore(FirstNeeded());
    }

    public void Dispose() => _writer.Dispose();

    private int FirstNeeded()
    {
        lock (_lock)
        {
            foreach (var (segment, newest) in _newest.ToList())
            {
                if (segment >= Checkpoint.Until.Segment || newest >= Checkpoint.Before)
                    return segment;
                _newest.Remove(segment);
            }

            return Checkpoint.Until.Segment;
        }
    }
}
