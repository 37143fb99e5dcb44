using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Files;
using Lapwing.Storage.Head;
using Lapwing.Storage.Index;
using Lapwing.Storage.Maintenance;
using Lapwing.Storage.Recovery;
using Lapwing.Storage.Tiers;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage;

/// <summary>
/// The embedded store of time series, in one folder. A batch is acknowledged when it is in the write-ahead log; recent samples are held in
/// memory, older ones in blocks.
/// </summary>
/// <remarks>
/// Safe for many threads. Batches are appended one after the other, each in little more time than copying it takes; readers wait for nobody, and
/// see a batch whole or not at all.
/// </remarks>
public sealed class SeriesStore : ISeriesReader, IAsyncDisposable
{
    private static readonly TimeSpan MaintainEvery = TimeSpan.FromSeconds(10);

    private readonly StoreOptions _options;
    private readonly TimeProvider _time;
    private readonly FolderLock _folder;
    private readonly Readers _readers = new();
    private readonly HeadStore _head;
    private readonly SeriesTable _series;
    private readonly SampleLog _log;
    private readonly BlockSet _blocks;
    private readonly Tier[] _tiers;
    private readonly Maintainer _maintainer;
    private readonly SemaphoreSlim _maintaining = new(1);
    private readonly Batch _batch = new();

    /// <summary>Guards what is written to the log and to the head, and the fields below.</summary>
    private readonly Lock _append = new();

    private bool _isReplaying = true;
    private long _tooFarAhead;
    private long _unlogged;
    private bool _isDisposed;
    private string? _trouble;

    private readonly Task _replay;
    private readonly ITimer _maintenance;
    private readonly ITimer? _sync;

    private SeriesStore(StoreOptions options, TimeProvider time, IFileSystem files, FolderLock folder)
    {
        (_options, _time, _folder) = (options, time, folder);
        _head = new(new() { MaxBytes = options.HeadBytes, OutOfOrderWindow = options.OutOfOrderWindow }, _readers);
        _series = new(options, files, _head, _append);
        _log = new(files, Path.Combine(options.Folder, "wal"), new() { SegmentSize = options.LogSegmentBytes, Sync = WalSync.Interval });
        _blocks = new(files, Path.Combine(options.Folder, "blocks"), _readers, options.Warn);
        _tiers =
        [
            new(options, files, _readers, Resolution.FiveMinutes, options.FiveMinutesRetention),
            new(options, files, _readers, Resolution.Hour, options.HourRetention),
        ];
        _maintainer = new(options, _head, _log, _blocks, _tiers, new(_head, _series, _blocks, _readers, _append), _append);
        var replay = new Replay(_log, _head, _append, options.Warn);
        if (_log.IsEmpty)
            (_isReplaying, _replay) = (false, Task.CompletedTask);
        else
            _replay = Task.Run(() => ReplayAll(replay));
        _maintenance = time.CreateTimer(_ => Maintain(wait: false), null, MaintainEvery, MaintainEvery);
        if (options.Fsync.Mode == FsyncMode.Interval)
            _sync = time.CreateTimer(_ => Sync(), null, options.Fsync.Interval, options.Fsync.Interval);
    }

    /// <summary>Completes when all that an earlier process logged can be read. Samples may be appended before.</summary>
    public Task Replayed => _replay;

    /// <summary>What keeps samples from the disk; null when nothing does. They stay in memory then.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Figures of the store, for its own metrics.</summary>
    public StoreFigures Figures
    {
        get
        {
            var series = _series.Figures;
            lock (_append)
            {
                return new(
                    series.Series, series.Bytes.Total, _head.Bytes, _blocks.All.Count, _blocks.Bytes, _blocks.Broken, _maintainer.Compactions, _tiers.Sum(tier => tier.Bytes),
                    _head.Refused with { TooFarAhead = _tooFarAhead }, series.Refused, _unlogged, _head.Dropped);
            }
        }
    }

    /// <summary>Opens the store of a folder, or begins it.</summary>
    /// <exception cref="StoreException">The folder cannot be used.</exception>
    public static SeriesStore Open(StoreOptions options, TimeProvider time) => Open(options, time, new DiskFiles());

    /// <inheritdoc cref="Open(StoreOptions, TimeProvider)"/>
    internal static SeriesStore Open(StoreOptions options, TimeProvider time, IFileSystem files)
    {
        var folder = FolderLock.Take(options.Folder);
        try
        {
            return new(options, time, files, folder);
        }
        catch (Exception e)
        {
            folder.Dispose();
            throw e is StoreException ? e : new StoreException($"The store in {options.Folder} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Finds the series of these labels or begins it.</summary>
    /// <param name="labels">What it is.</param>
    /// <param name="series">Its number.</param>
    /// <param name="beside">A series that is sampled at the same instants, whose times a new one shares; null where there is none.</param>
    /// <returns>False when the store holds as many series as it may: the new one is refused and counted.</returns>
    public bool TryGetOrAdd(Labels labels, out SeriesRef series, SeriesRef? beside = null) => _series.TryGetOrAdd(labels, out series, beside);

    /// <summary>Finds the series of these labels.</summary>
    public bool TryGet(Labels labels, out SeriesRef series) => _series.TryGet(labels, out series);

    public Labels LabelsOf(SeriesRef series) => _series.LabelsOf(series);

    /// <summary>Stores the samples of one instant. Samples that cannot be stored are counted; they never keep others out.</summary>
    /// <param name="time">Milliseconds since 1970-01-01 UTC.</param>
    /// <param name="series">Which series, each from <see cref="TryGetOrAdd"/>.</param>
    /// <param name="values">Their values, at the same positions.</param>
    public void Append(long time, ReadOnlySpan<SeriesRef> series, ReadOnlySpan<double> values)
    {
        var isCatalogued = TryLog(series);
        lock (_append)
        {
            _batch.Clear();
            if (IsTooFarAhead(time, series.Length))
                return;
            _batch.Add(time, series, _head.Places, values);
            Append_NeedsLock(isCatalogued);
        }

        _head.SealFull();
    }

    /// <summary>Stores samples of any instants. They are seen together.</summary>
    /// <param name="times">Milliseconds since 1970-01-01 UTC.</param>
    /// <param name="series">Which series, each from <see cref="TryGetOrAdd"/>, at the same positions.</param>
    /// <param name="values">Their values, at the same positions.</param>
    public void Append(ReadOnlySpan<long> times, ReadOnlySpan<SeriesRef> series, ReadOnlySpan<double> values)
    {
        var isCatalogued = TryLog(series);
        lock (_append)
        {
            _batch.Clear();
            for (var i = 0; i < series.Length; i++)
            {
                if (IsTooFarAhead(times[i], 1))
                    continue;
                var place = _head.PlaceOf(series[i]);
                _batch.Add(place.Group.Number, place.Column, times[i], values[i]);
            }

            Append_NeedsLock(isCatalogued);
        }

        _head.SealFull();
    }

    /// <summary>The newest sample of a series that is in memory.</summary>
    public bool TryGetLatest(SeriesRef series, [NotNullWhen(true)] out Sample? latest)
    {
        using var reading = _readers.Begin(() => _head.Committed);
        var place = _head.PlaceOf(series);
        latest = place.Group.Latest(place.Column, reading.Committed);
        return latest is not null;
    }

    /// <summary>The samples of one series in a closed range of time, oldest first, appended to <paramref name="destination"/>.</summary>
    public void CopyTo(SeriesRef series, long from, long to, List<Sample> destination)
    {
        using var reading = _readers.Begin(() => _head.Committed);
        var found = new FoundSeries { Head = _head.PlaceOf(series) };
        var labels = LabelsOf(series);
        var matchers = labels.Pairs.ToArray().Select(pair => new LabelMatcher(pair.Key, MatchOperator.Equal, pair.Value)).ToList();
        foreach (var (block, inBlock, _) in InBlocks(matchers, from, to).Where(entry => entry.Labels.Equals(labels)))
        {
            found.Add(block, inBlock);
        }

        destination.AddRange(found.Read(from, to, reading.Committed, _options.Warn));
    }

    public IEnumerable<SeriesSamples> Select(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        using var reading = _readers.Begin(() => _head.Committed);
        foreach (var (labels, series) in Find(matchers, from, to))
        {
            var samples = series.Read(from, to, reading.Committed, _options.Warn);
            if (samples.Count > 0)
                yield return new(labels, samples);
        }
    }

    /// <summary>
    /// The finest resolution in which there is something of an instant: samples where they have not gone yet, else buckets. Where there is nothing at all it is
    /// <see cref="Resolution.Raw"/>.
    /// </summary>
    public Resolution FinestAt(long time)
    {
        if (_blocks.All.Any(block => block.Meta.From <= time) || _tiers.All(tier => tier.From > time))
            return Resolution.Raw;
        return _tiers.First(tier => tier.From <= time).Resolution;
    }

    /// <summary>The series whose labels satisfy every matcher, in buckets that begin in the closed range. The current day has none yet.</summary>
    /// <param name="resolution">The length of a bucket, not <see cref="Resolution.Raw"/>.</param>
    /// <param name="matchers">All must hold; none at all selects every series.</param>
    /// <param name="from">First instant, milliseconds since 1970-01-01 UTC.</param>
    /// <param name="to">Last instant.</param>
    /// <exception cref="InvalidDataException">A block of them is damaged.</exception>
    public IReadOnlyList<BucketSeries> SelectBuckets(Resolution resolution, IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        using var reading = _readers.Begin(() => _head.Committed);
        return [.. _tiers.First(tier => tier.Resolution == resolution).Select(matchers, from, to)];
    }

    /// <summary>Deletes the samples of some series in a closed range of time, for good. What is appended meanwhile stays.</summary>
    /// <param name="matchers">All must hold for a series; none at all selects every series.</param>
    /// <param name="from">First instant, milliseconds since 1970-01-01 UTC.</param>
    /// <param name="to">Last instant.</param>
    /// <exception cref="IOException">Something could not be written; some samples may be there still.</exception>
    /// <exception cref="InvalidDataException">A block that has some of them is damaged; they are there still.</exception>
    public async Task DeleteAsync(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        await _replay;
        await _maintaining.WaitAsync();
        try
        {
            await Task.Run(() => _maintainer.Delete(new(matchers, from, to)));
        }
        finally
        {
            _maintaining.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_sync is not null)
            await _sync.DisposeAsync();
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        await _maintenance.DisposeAsync();
        await _replay;
        await _maintaining.WaitAsync();
        Sync();
        _maintaining.Dispose();
        _blocks.Dispose();
        Array.ForEach(_tiers, tier => tier.Dispose());
        _log.Dispose();
        _series.Dispose();
        _folder.Dispose();
    }

    /// <summary>Does what is due: blocks, the log, the retention.</summary>
    /// <param name="wait">Whether it waits where that is being done, and does it again; if not, it does nothing then.</param>
    internal void Maintain(bool wait)
    {
        if (!_replay.IsCompletedSuccessfully || !_maintaining.Wait(wait ? Timeout.Infinite : 0))
            return;
        try
        {
            _maintainer.Run();
            _head.IsStuck = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _head.IsStuck = true;
            _options.Warn($"blocks could not be written in {_options.Folder}: {e.Message} It is tried again.");
        }
        finally
        {
            _maintaining.Release();
        }
    }

    /// <summary>The series for which all matchers hold, and where their samples are.</summary>
    private Dictionary<Labels, FoundSeries> Find(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        var found = new Dictionary<Labels, FoundSeries>();
        foreach (var (block, series, labels) in InBlocks(matchers, from, to))
        {
            Of(labels).Add(block, series);
        }

        foreach (var series in _series.Select(matchers))
        {
            Of(LabelsOf(series)).Head = _head.PlaceOf(series);
        }

        return found;

        FoundSeries Of(Labels labels) => CollectionsMarshal.GetValueRefOrAddDefault(found, labels, out _) ??= new();
    }

    private IEnumerable<(Block Block, int Series, Labels Labels)> InBlocks(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        foreach (var block in _blocks.All.Where(block => block.Meta.From <= to && block.Meta.To >= from))
        {
            List<(Block, int, Labels)> series;
            try
            {
                series = [.. Selection.Of(block.Index, matchers).Select(series => (block, series, block.Index.LabelsOf(series)))];
            }
            catch (InvalidDataException e)
            {
                _options.Warn($"block {block.Meta.Number} is damaged and left out: {e.Message}");
                continue;
            }

            foreach (var one in series)
            {
                yield return one;
            }
        }
    }

    private bool IsTooFarAhead(long time, int samples)
    {
        if (time <= _time.GetUtcNow().ToUnixTimeMilliseconds() + (long)_options.MaxAhead.TotalMilliseconds)
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
            _head.Append(_batch);
    }

    private bool TryLog(ReadOnlySpan<SeriesRef> series)
    {
        var last = 0;
        foreach (var one in series)
        {
            last = Math.Max(last, one.Index);
        }

        try
        {
            _series.Log(new(last));
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
            _log.Append(_batch);
            if (_options.Fsync.Mode == FsyncMode.Always)
                _log.Sync();
            Volatile.Write(ref _trouble, null);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NoteTrouble(e);
            return false;
        }
    }

    private void Sync()
    {
        try
        {
            _log.Sync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _options.Warn($"samples could not be brought to the disk of {_options.Folder}: {e.Message}");
        }
    }

    private void NoteTrouble(Exception e)
    {
        var trouble = $"samples cannot be written to {_options.Folder}: {e.Message} They stay in memory until they can.";
        if (Interlocked.Exchange(ref _trouble, trouble) is null)
            _options.Warn(trouble);
    }

    private void ReplayAll(Replay replay)
    {
        try
        {
            replay.Run(() =>
            {
                _head.ForgetRefused();
                _isReplaying = false;
            });
        }
        catch (WalException e)
        {
            // What comes now is kept; what cannot be read stays where it is.
            _options.Warn(e.Message);
            lock (_append)
            {
                _isReplaying = false;
            }
        }
    }
}
