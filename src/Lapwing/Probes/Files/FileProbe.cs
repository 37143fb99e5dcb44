using Lapwing.Config;

namespace Lapwing.Probes.Files;

/// <summary>Watches a file, or the files that a pattern means: size, age, accesses, changes of content, lines that match.</summary>
/// <remarks>
/// A round finds the files, watches those that are new, reads what was added, and tells. A file system that hangs (a network that is gone)
/// keeps one thread: until it answers, later rounds of the probe end by their time-out, and begin nothing else.
/// </remarks>
internal sealed class FileProbe : IProbe, IChangeSignal, IFileObserver
{
    /// <summary>Lines are matched at some 100 MB/s, and checksums made at the speed of the disk: about a second of either.</summary>
    private const long LineBudget = 64 << 20;

    private const long ChecksumBudget = 256 << 20;

    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(1);

    private readonly FileConfig _config;
    private readonly CpuPool _cpu;
    private readonly TimeProvider _time;
    private readonly string _path;
    private readonly GlobPattern? _pattern;
    private readonly WatchSet _watches;
    private readonly LineCounters _counters;
    private readonly LineTails _tails;
    private readonly ContentChanges? _contents;
    private readonly FileReport _report;

    private Task<ProbeResult>? _round;
    private string _phase = "";

    // Touched by the thread that tells of changes too.
    private int _accesses;
    private int _isChangePending;

    /// <param name="config">What to watch. Its expressions are valid.</param>
    /// <param name="cpu">Where files are searched, read and matched.</param>
    /// <param name="time">The clock.</param>
    /// <param name="watcher">Tells of changes between rounds; by default the one that the process shares.</param>
    public FileProbe(FileConfig config, CpuPool cpu, TimeProvider time, IFileWatcher? watcher = null)
    {
        watcher ??= Inotify.Shared;
        (_config, _cpu, _time) = (config, cpu, time);
        _path = Path.GetFullPath(config.Path);
        _pattern = GlobPattern.IsPattern(config.Path) ? new(config.Path) : null;
        _watches = new(watcher, this);
        _counters = new(config.Match);
        _tails = new(_counters, watcher, time);
        _contents = config.Checksum ? new(watcher) : null;
        _report = new(config, time);
    }

    /// <inheritdoc/>
    public event Action? Changed;

    public async ValueTask<ProbeResult> RunAsync(CancellationToken cancellation)
    {
        if (_round is { IsCompleted: false } hanging)
            await ((Task)hanging).WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        cancellation.ThrowIfCancellationRequested();
        _round = RoundAsync(cancellation);
        return await _round.WaitAsync(cancellation);
    }

    public ProbeResult TimedOut(TimeSpan timeout) => ProbeResult.Failed(
        ProbeErrorKind.Timeout,
        $"{_config.Path}: {_phase} took longer than {timeout.TotalSeconds:0.###} s. Does its file system hang? Else raise timeout.");

    void IFileObserver.OnAccess() => Interlocked.Increment(ref _accesses);

    void IFileObserver.OnChange(string path, bool isFolder)
    {
        // Asked first without a lock: a busy log changes thousands of times between two rounds.
        if (Volatile.Read(ref _isChangePending) == 0 && IsMeant(path, isFolder) && Interlocked.Exchange(ref _isChangePending, 1) == 0)
            Changed?.Invoke();
    }

    public ValueTask DisposeAsync()
    {
        _watches.Dispose();
        _tails.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ProbeResult> RoundAsync(CancellationToken cancellation)
    {
        Volatile.Write(ref _isChangePending, 0);
        _phase = "looking for files";
        var scan = await ScanAsync(cancellation);

        _phase = "reading lines";
        if (!_counters.IsEmpty)
            await _tails.ReadAsync(scan, new(_time, LineBudget, LongestReading), _cpu, cancellation);

        _phase = "making checksums";
        if (_contents is not null)
            await _contents.ReadAsync(scan, new(_time, ChecksumBudget, LongestReading), _cpu, cancellation);

        return _report.Make(scan, _watches, Interlocked.Exchange(ref _accesses, 0), _counters, _tails, _contents);
    }

    // A pattern may mean thousands of files: work for the CPU pool. One call is not, and where the file system hangs it had better hang
    // there than here: the thread pool grows, the CPU pool does not, and others need it. So a pattern begins by one such call, too.
    private async Task<FileScan> ScanAsync(CancellationToken cancellation)
    {
        if (_pattern is null)
            return await Task.Run(() => ScanAndWatch(cancellation), cancellation);

        await Task.Run(() => FileStatus.TryGet(_pattern.Root, out _, out _), cancellation);
        return await _cpu.RunAsync(ScanAndWatch, cancellation);
    }

    private FileScan ScanAndWatch(CancellationToken cancellation)
    {
        var scan = Scan(cancellation);
        return _watches.Follow(scan) ? Scan(cancellation) : scan;
    }

    private FileScan Scan(CancellationToken cancellation) =>
        _pattern is null ? FileScan.OfFile(_path) : FileScan.OfPattern(_pattern, cancellation);

    /// <summary>A new folder is always meant where a pattern is: files may be in it already.</summary>
    private bool IsMeant(string path, bool isFolder) => _pattern is null ? path == _path : isFolder || _pattern.IsMatch(path);
}
