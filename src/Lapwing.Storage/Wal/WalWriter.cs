using System.Runtime.ExceptionServices;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Wal;

/// <summary>
/// Appends records to the log. A record is acknowledged when the call returns: then it is with the kernel, and outlives this process. Each
/// writer begins a segment of its own behind what is there, with the first record. One caller at a time, but for <see cref="Sync"/> and
/// <see cref="End"/>, which any thread may call, so that records need not wait for the disk.
/// </summary>
internal sealed class WalWriter : IDisposable
{
    private readonly IFileSystem _files;
    private readonly string _folder;
    private readonly WalOptions _options;

    /// <summary>A record: room for the head, then the payload.</summary>
    private byte[] _record = new byte[64 << 10];

    private int _begun = -1;
    private int _last;
    private long _end;

    /// <summary>Guards the next two fields, not what is done with the files.</summary>
    private readonly Lock _lock = new();

    private readonly List<WalSegmentFile> _unsynced = [];
    private WalSegmentFile? _current;

    /// <summary>Keeps one sync from closing what another is about to sync; taken before <see cref="_lock"/>.</summary>
    private readonly Lock _syncing = new();

    /// <exception cref="IOException">The folder can be neither made nor read.</exception>
    public WalWriter(IFileSystem files, string folder, WalOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SegmentSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SegmentSize, WalOptions.MaxSegmentSize);
        (_files, _folder, _options) = (files, folder, options);
        files.CreateFolder(folder);
        _last = WalSegment.List(files, folder) is [.., var last] ? last : 0;
        _end = new WalPosition(_last + 1, 0).Packed;
    }

    /// <summary>Behind the last acknowledged record: as far as a reader may read meanwhile.</summary>
    public WalPosition End => WalPosition.Unpack(Volatile.Read(ref _end));

    /// <summary>Appends a record.</summary>
    /// <returns>Where it stands.</returns>
    /// <exception cref="IOException">
    /// It was not appended, or with <see cref="FsyncMode.Always"/> not brought to the disk. What was acknowledged is untouched, and the next
    /// call may succeed.
    /// </exception>
    public WalPosition Append(byte type, ReadOnlySpan<byte> payload)
    {
        payload.CopyTo(Begin(payload.Length));
        return Commit(type, payload.Length);
    }

    /// <summary>Room to build a payload in, filled with anything; <see cref="Commit"/> appends it, another call of this forgets it.</summary>
    /// <param name="maxSize">Up to <see cref="WalRecord.MaxPayload"/> bytes.</param>
    public Span<byte> Begin(int maxSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSize, WalRecord.MaxPayload);
        if (_record.Length < WalRecord.HeadSize + maxSize)
            _record = GC.AllocateUninitializedArray<byte>(Math.Max(2 * _record.Length, WalRecord.HeadSize + maxSize));
        _begun = maxSize;
        return _record.AsSpan(WalRecord.HeadSize, maxSize);
    }

    /// <summary>Appends the record whose payload was built since <see cref="Begin"/>, as <see cref="Append"/> does.</summary>
    public WalPosition Commit(byte type, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _begun);
        _begun = -1;
        var record = _record.AsSpan(0, WalRecord.HeadSize + length);
        var segment = SegmentFor(record.Length);
        var at = segment.End;
        WalRecord.WriteHead(record, type, at);
        segment.Append(record, andSync: _options.Sync == FsyncMode.Always);
        Volatile.Write(ref _end, segment.End.Packed);
        return at;
    }

    /// <summary>
    /// Brings all records acknowledged before the call to the disk. An error is told once: it is then not known which of them are there, and
    /// the next record begins a new segment.
    /// </summary>
    public void Sync()
    {
        lock (_syncing)
        {
            List<WalSegmentFile> finished;
            WalSegmentFile? current;
            lock (_lock)
            {
                (finished, current) = ([.. _unsynced], _current);
                _unsynced.Clear();
            }

            SyncAll(finished, current);
        }
    }

    /// <summary>Begins a new segment, so that all before it can be dropped, and returns its number. For the caller who appends.</summary>
    /// <exception cref="IOException">It could not be begun; the next call may succeed.</exception>
    public int BeginSegment()
    {
        if (_current is { } current)
            Finish(current);
        var next = BeginNext();
        Volatile.Write(ref _end, next.End.Packed);
        return next.Number;
    }

    /// <summary>Deletes the segments before this one, the oldest first; never the last, which keeps the numbers going.</summary>
    public void DropBefore(int segment)
    {
        var numbers = WalSegment.List(_files, _folder);
        var dropped = numbers.SkipLast(1).TakeWhile(number => number < segment).ToList();
        foreach (var number in dropped)
        {
            _files.Delete(Path.Combine(_folder, WalSegment.FileName(number)));
        }

        if (dropped.Count > 0)
            _files.SyncFolder(_folder);
    }

    /// <summary>Closes the files; brings nothing to the disk.</summary>
    public void Dispose()
    {
        lock (_syncing)
        {
            lock (_lock)
            {
                _unsynced.ForEach(segment => segment.Dispose());
                _unsynced.Clear();
                _current?.Dispose();
                _current = null;
            }
        }
    }

    /// <summary>The segment that has room for so many bytes: the current one, or the next.</summary>
    private WalSegmentFile SegmentFor(int length)
    {
        if (_current is { } current)
        {
            var end = current.End.Offset;
            if (!current.IsSpoiled && (end == WalSegment.HeaderSize || (long)end + length <= _options.SegmentSize))
                return current;
            Finish(current);
        }

        return BeginNext();
    }

    private WalSegmentFile BeginNext()
    {
        var next = WalSegmentFile.Create(_files, _folder, ref _last);
        lock (_lock)
        {
            _current = next;
        }

        return next;
    }

    private void Finish(WalSegmentFile segment)
    {
        if (_options.Sync == FsyncMode.Interval)
        {
            lock (_lock)
            {
                _unsynced.Add(segment);
                _current = null;
            }

            return;
        }

        lock (_syncing)
        {
            lock (_lock)
            {
                _current = null;
            }

            segment.Dispose();
        }
    }

    /// <summary>One that fails does not keep the others from the disk; the last error is told.</summary>
    private static void SyncAll(List<WalSegmentFile> finished, WalSegmentFile? current)
    {
        ExceptionDispatchInfo? error = null;
        foreach (var segment in finished)
        {
            error = Try(segment) ?? error;
            segment.Dispose();
        }

        error = (current is null ? null : Try(current)) ?? error;
        error?.Throw();
    }

    private static ExceptionDispatchInfo? Try(WalSegmentFile segment)
    {
        try
        {
            segment.Sync();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }
}
