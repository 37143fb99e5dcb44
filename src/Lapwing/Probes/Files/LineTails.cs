namespace Lapwing.Probes.Files;

/// <summary>
/// Follows the lines of all files of a target. Files that are there at first are read from their end, files that come later from their
/// beginning. A file that lost its name (rotation) is read on until it has had nothing new for a minute, for its writer may still hold it.
/// </summary>
internal sealed class LineTails(LineCounters counters, IFileWatcher watcher, TimeProvider time) : IDisposable
{
    /// <summary>Files read at a time: each is kept open.</summary>
    public const int MaxTails = 1000;

    /// <summary>Files without a name that are kept open at most; the one that has been silent longest goes first.</summary>
    private const int MaxNameless = 16;

    private static readonly TimeSpan Farewell = TimeSpan.FromMinutes(1);

    private readonly Dictionary<FileIdentity, LineTail> _tails = [];
    private HashSet<FileIdentity>? _before;

    /// <summary>Files that cannot be opened.</summary>
    public List<ProbeError> Problems { get; } = [];

    /// <summary>Bytes that are left for the next rounds.</summary>
    public long Unread { get; private set; }

    /// <summary>Files that are not read because there are too many.</summary>
    public int Unfollowed { get; private set; }

    public async Task ReadAsync(FileScan scan, ReadBudget budget, CpuPool cpu, CancellationToken cancellation)
    {
        var news = await cpu.RunAsync(_ => Follow(scan), cancellation);
        for (var i = 0; i < news.Count; i++)
        {
            var tail = news[i].Tail;
            tail.LastOfInterest = time.GetTimestamp();
            await budget.SpendAsync(most => Read(tail, most), news.Count - i, cpu, cancellation);
        }

        Unread = news.Sum(item => item.Tail.Unread(item.Status));
        if (!scan.IsBlind)
            CloseNameless(scan);
    }

    public void Dispose()
    {
        foreach (var tail in _tails.Values)
        {
            tail.Dispose();
        }
    }

    /// <summary>Opens the files that are new, and returns all those with something to read.</summary>
    private List<(LineTail Tail, FileStatus Status)> Follow(FileScan scan)
    {
        Problems.Clear();
        Unfollowed = 0;
        foreach (var found in scan.Files)
        {
            if (_tails.TryGetValue(found.Status.Identity, out var tail))
                tail.LastOfInterest = time.GetTimestamp();
            else if (_tails.Count < MaxTails)
                Open(found);
            else
                Unfollowed++;
        }

        if (!scan.IsBlind)
            _before = [.. scan.Files.Select(found => found.Status.Identity)];

        return [.. News().OrderBy(news => news.Tail.Unread(news.Status))];
    }

    private IEnumerable<(LineTail Tail, FileStatus Status)> News()
    {
        foreach (var tail in _tails.Values)
        {
            if (tail.Status is { } status && tail.HasNews(status))
                yield return (tail, status);
        }
    }

    private void Open(FoundFile found)
    {
        if (!RegularFile.TryOpen(found.Path, watcher, out var file, out var status, out var problem))
        {
            if (problem.Kind != ProbeErrorKind.Missing)
                Problems.Add(problem);

            return;
        }

        var tail = new LineTail(found.Path, file, status.Identity, counters, watcher) { LastOfInterest = time.GetTimestamp() };
        if (!_tails.ContainsKey(status.Identity) && TrySkip(tail, status))
            _tails.Add(status.Identity, tail);
        else
            tail.Dispose();
    }

    private bool TrySkip(LineTail tail, FileStatus status)
    {
        var isNew = _before?.Contains(status.Identity) == false;
        return isNew || Try(tail, () => tail.SkipToEnd(status.Size));
    }

    private long Read(LineTail tail, long most)
    {
        var read = 0L;
        Try(tail, () => read = tail.Read(most));
        return read;
    }

    private bool Try(LineTail tail, Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (IOException e)
        {
            Problems.Add(FileProblem.Of(e, tail.Path));
            return false;
        }
    }

    private void CloseNameless(FileScan scan)
    {
        var nameless = _tails.Values.Where(tail => !scan.Contains(tail.Identity)).OrderByDescending(tail => tail.LastOfInterest).ToList();
        for (var i = 0; i < nameless.Count; i++)
        {
            if (i >= MaxNameless || time.GetElapsedTime(nameless[i].LastOfInterest) > Farewell)
            {
                _tails.Remove(nameless[i].Identity);
                nameless[i].Dispose();
            }
        }
    }
}
