using System.Diagnostics.CodeAnalysis;
using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Files;
using Lapwing.Storage.Head;
using Lapwing.Storage.Maintenance;
using Lapwing.Storage.Recovery;
using Lapwing.Storage.Tiers;

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
    private readonly FolderLock _folder;
    private readonly HeadStore _head;
    private readonly SeriesTable _series;
    private readonly SampleLog _log;
    private readonly BlockSet _blocks;
    private readonly Tier[] _tiers;
    private readonly StoreReader _reader;
    private readonly StoreWriter _writer;
    private readonly Maintainer _maintainer;
    private readonly SemaphoreSlim _maintaining = new(1);
    private readonly ITimer _maintenance;
    private readonly ITimer? _sync;
    private bool _isDisposed;

    private SeriesStore(StoreOptions options, TimeProvider time, IFileSystem files, FolderLock folder)
    {
        (_options, _folder) = (options, folder);
        var readers = new Readers();
        var append = new Lock();
        _head = new(new() { MaxBytes = options.HeadBytes, OutOfOrderWindow = options.OutOfOrderWindow }, readers);
        _series = new(options, files, _head, append);
        _log = new(files, Path.Combine(options.Folder, "wal"), new() { SegmentSize = options.LogSegmentBytes, Sync = options.Fsync.Mode });
        _blocks = new(files, Path.Combine(options.Folder, "blocks"), readers, options.Warn);
        _tiers =
        [
            new(options, files, readers, Resolution.FiveMinutes, options.FiveMinutesRetention),
            new(options, files, readers, Resolution.Hour, options.HourRetention),
        ];
        _reader = new(_series, _head, _blocks, _tiers, readers, options.Warn);
        _writer = new(options, time, _head, _series, _log, append);
        _maintainer = new(options, _head, _log, _blocks, _tiers, new(_head, _series, _blocks, readers, append), append);
        Replayed = _writer.ReplayAsync();
        _maintenance = time.CreateTimer(_ => Maintain(wait: false), null, MaintainEvery, MaintainEvery);
        if (options.Fsync.Mode == FsyncMode.Interval)
            _sync = time.CreateTimer(_ => _writer.Sync(), null, options.Fsync.Interval, options.Fsync.Interval);
    }

    /// <summary>Completes when all that an earlier process logged can be read. Samples may be appended before.</summary>
    public Task Replayed { get; }

    /// <summary>What keeps samples from the disk; null when nothing does. They stay in memory then.</summary>
    public string? Trouble => _writer.Trouble;

    /// <summary>Figures of the store, for its own metrics.</summary>
    public StoreFigures Figures
    {
        get
        {
            var series = _series.Figures;
            return new(
                series.Series, series.Bytes.Total, _head.Bytes, _blocks.All.Count, _blocks.Bytes, _blocks.Broken, _maintainer.Compactions, _tiers.Sum(tier => tier.Bytes),
                _writer.Refused, series.Refused, _writer.Unlogged, _head.Dropped);
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
    public void Append(long time, ReadOnlySpan<SeriesRef> series, ReadOnlySpan<double> values) => _writer.Append(time, series, values);

    /// <summary>Stores samples of any instants. They are seen together.</summary>
    /// <param name="times">Milliseconds since 1970-01-01 UTC.</param>
    /// <param name="series">Which series, each from <see cref="TryGetOrAdd"/>, at the same positions.</param>
    /// <param name="values">Their values, at the same positions.</param>
    public void Append(ReadOnlySpan<long> times, ReadOnlySpan<SeriesRef> series, ReadOnlySpan<double> values) => _writer.Append(times, series, values);

    /// <summary>The newest sample of a series that is in memory.</summary>
    public bool TryGetLatest(SeriesRef series, [NotNullWhen(true)] out Sample? latest) => _reader.TryGetLatest(series, out latest);

    /// <summary>The samples of one series in a closed range of time, oldest first, appended to <paramref name="destination"/>.</summary>
    public void CopyTo(SeriesRef series, long from, long to, List<Sample> destination) => _reader.CopyTo(series, from, to, destination);

    /// <inheritdoc/>
    public IEnumerable<SeriesSamples> Select(IReadOnlyList<LabelMatcher> matchers, long from, long to) => _reader.Select(matchers, from, to);

    /// <summary>
    /// The finest resolution in which there is something of an instant: samples where they have not gone yet, else buckets. Where there is nothing at all it is
    /// <see cref="Resolution.Raw"/>.
    /// </summary>
    public Resolution FinestAt(long time) => _reader.FinestAt(time);

    /// <summary>The series whose labels satisfy every matcher, in buckets that begin in the closed range. The current day has none yet.</summary>
    /// <param name="resolution">The length of a bucket, not <see cref="Resolution.Raw"/>.</param>
    /// <param name="matchers">All must hold; none at all selects every series.</param>
    /// <param name="from">First instant, milliseconds since 1970-01-01 UTC.</param>
    /// <param name="to">Last instant.</param>
    /// <exception cref="InvalidDataException">A block of them is damaged.</exception>
    public IReadOnlyList<BucketSeries> SelectBuckets(Resolution resolution, IReadOnlyList<LabelMatcher> matchers, long from, long to) =>
        _reader.SelectBuckets(resolution, matchers, from, to);

    /// <summary>Deletes the samples of some series in a closed range of time, for good. What is appended meanwhile stays.</summary>
    /// <param name="matchers">All must hold for a series; none at all selects every series.</param>
    /// <param name="from">First instant, milliseconds since 1970-01-01 UTC.</param>
    /// <param name="to">Last instant.</param>
    /// <exception cref="IOException">Something could not be written; some samples may be there still.</exception>
    /// <exception cref="InvalidDataException">A block that has some of them is damaged; they are there still.</exception>
    public async Task DeleteAsync(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        await Replayed;
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
        await Replayed;
        await _maintaining.WaitAsync();
        _writer.Sync();
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
        if (!Replayed.IsCompletedSuccessfully || !_maintaining.Wait(wait ? Timeout.Infinite : 0))
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
}
