using Lapwing.Model;
using Lapwing.Storage.Head;
using Lapwing.Storage.Recovery;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage;

/// <summary>
/// Appends batches, one after the other: to the log, which acknowledges them, and then to the head, where they are read. What the disk does not
/// take stays in memory. Safe for many threads.
/// </summary>
/// <param name="options">The bounds, and when the log is synced.</param>
/// <param name="time">The clock that tells what is too far ahead.</param>
/// <param name="head">Where batches are read.</param>
/// <param name="series">What must be in the catalog before samples of it are in the log.</param>
/// <param name="log">Where they outlive the process.</param>
/// <param name="append">Held by whoever writes to the log or the head.</param>
internal sealed class StoreWriter(StoreOptions options, TimeProvider time, HeadStore head, SeriesTable series, SampleLog log, Lock append)
{
    private readonly Batch _batch = new();
    private bool _isReplaying = !log.IsEmpty;
    private long _tooFarAhead;
    private long _unlogged;
    private string? _trouble;

    /// <inheritdoc cref="SeriesStore.Trouble"/>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Samples that are in memory only, for the log could not be written when they came.</summary>
    public long Unlogged
    {
        get
        {
            lock (append)
            {
                return _unlogged;
            }
        }
    }

    /// <summary>Samples that were not stored.</summary>
    public RefusedSamples Refused
    {
        get
        {
            lock (append)
            {
                return head.Refused with { TooFarAhead = _tooFarAhead };
            }
        }
    }

    /// <inheritdoc cref="SeriesStore.Append(long, ReadOnlySpan{SeriesRef}, ReadOnlySpan{double})"/>
    public void Append(long instant, ReadOnlySpan<SeriesRef> refs, ReadOnlySpan<double> values)
    {
        var isCatalogued = TryCatalog(refs);
        lock (append)
        {
            _batch.Clear();
            if (IsTooFarAhead(instant, refs.Length))
                return;
            _batch.Add(instant, refs, head.Places, values);
            Append_NeedsLock(isCatalogued);
        }

        head.SealFull();
    }

    /// <inheritdoc cref="SeriesStore.Append(ReadOnlySpan{long}, ReadOnlySpan{SeriesRef}, ReadOnlySpan{double})"/>
    public void Append(ReadOnlySpan<long> instants, ReadOnlySpan<SeriesRef> refs, ReadOnlySpan<double> values)
    {
        var isCatalogued = TryCatalog(refs);
        lock (append)
        {
            _batch.Clear();
            for (var i = 0; i < refs.Length; i++)
            {
                if (IsTooFarAhead(instants[i], 1))
                    continue;
                var place = head.PlaceOf(refs[i]);
                _batch.Add(place.Group.Number, place.Column, instants[i], values[i]);
            }

            Append_NeedsLock(isCatalogued);
        }

        head.SealFull();
    }

    /// <summary>Brings to the head what an earlier process logged, while batches are appended.</summary>
    public Task ReplayAsync()
    {
        if (!_isReplaying)
            return Task.CompletedTask;
        // Made before this process writes: it is to know what is of an earlier one.
        var replay = new Replay(log, head, append, options.Warn);
        return Task.Run(() => Run(replay));
    }

    /// <summary>Brings to the disk what was appended before the call.</summary>
    public void Sync()
    {
        try
        {
            log.Sync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            options.Warn($"samples could not be brought to the disk of {options.Folder}: {e.Message}");
        }
    }

    private bool IsTooFarAhead(long instant, int samples)
    {
        if (instant <= time.GetUtcNow().ToUnixTimeMilliseconds() + (long)options.MaxAhead.TotalMilliseconds)
            return false;
        _tooFarAhead += samples;
        return true;
    }

    private void Append_NeedsLock(bool isCatalogued)
    {
        if (_batch.Count == 0)
            return;
        var isLogged = isCatalogued && TryLog_NeedsLock();
        if (!isLogged)
            _unlogged += _batch.Count;
        // While the log is being read, it brings this batch to the head too.
        if (!isLogged || !_isReplaying)
            head.Append(_batch);
    }

    private bool TryCatalog(ReadOnlySpan<SeriesRef> refs)
    {
        var last = 0;
        foreach (var one in refs)
        {
            last = Math.Max(last, one.Index);
        }

        try
        {
            series.Log(new(last));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NoteTrouble(e);
            return false;
        }
    }

    private bool TryLog_NeedsLock()
    {
        try
        {
            log.Append(_batch);
            Volatile.Write(ref _trouble, null);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NoteTrouble(e);
            return false;
        }
    }

    private void NoteTrouble(Exception e)
    {
        var trouble = $"samples cannot be written to {options.Folder}: {e.Message} They stay in memory until they can.";
        if (Interlocked.Exchange(ref _trouble, trouble) is null)
            options.Warn(trouble);
    }

    private void Run(Replay replay)
    {
        try
        {
            replay.Run(() =>
            {
                head.ForgetRefused();
                _isReplaying = false;
            });
        }
        catch (WalException e)
        {
            // What comes now is kept; what cannot be read stays where it is.
            options.Warn(e.Message);
            lock (append)
            {
                _isReplaying = false;
            }
        }
    }
}
