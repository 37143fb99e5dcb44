namespace Lapwing.Probes.Files;

/// <summary>The watches of one probe: one for each of its files, and one for each folder where a new one may appear.</summary>
internal sealed class WatchSet(IFileWatcher watcher, IFileObserver observer) : IDisposable
{
    private readonly Dictionary<string, Entry> _files = [];
    private readonly Dictionary<string, Entry> _folders = [];
    private readonly HashSet<string> _present = [];

    /// <summary>Number of files whose accesses are counted.</summary>
    public int WatchedFiles => _files.Count;

    /// <summary>Whether this system tells of nothing at all.</summary>
    public bool IsLimited => watcher.Limitation is not null;

    /// <summary>Why a file is not watched; null when all are.</summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// Watches what the scan found and nothing else. True when something is watched that was not: what happened to it since the scan went
    /// unnoticed, so it is best to look again.
    /// </summary>
    public bool Follow(FileScan scan)
    {
        Problem = watcher.Limitation;
        if (Problem is not null)
            return false;

        var added = false;
        _present.Clear();
        foreach (var folder in scan.Folders)
        {
            added |= FileStatus.TryGet(folder, out var status, out _) && Ensure(_folders, folder, status.Identity, isFolder: true);
        }

        foreach (var file in scan.Files)
        {
            added |= Ensure(_files, file.Path, file.Status.Identity, isFolder: false);
        }

        Drop(_folders);
        Drop(_files);
        return added;
    }

    public void Dispose()
    {
        foreach (var entry in _files.Values.Concat(_folders.Values))
        {
            entry.Watch.Dispose();
        }
    }

    private bool Ensure(Dictionary<string, Entry> entries, string path, FileIdentity identity, bool isFolder)
    {
        _present.Add(path);
        if (entries.TryGetValue(path, out var entry))
        {
            if (entry.Identity == identity && entry.Watch.IsAlive)
                return false;

            entry.Watch.Dispose();
            entries.Remove(path);
        }

        // After one was refused the next would be too; the round shall not spend its time on asking thousands of times.
        if (Problem is not null)
            return false;

        var watch = watcher.Watch(path, isFolder, observer, out var problem);
        Problem = problem;
        if (watch is null)
            return false;

        entries[path] = new(identity, watch);
        return true;
    }

    private void Drop(Dictionary<string, Entry> entries)
    {
        foreach (var (path, entry) in entries)
        {
            if (!_present.Contains(path))
            {
                entry.Watch.Dispose();
                entries.Remove(path);
            }
        }
    }

    private readonly record struct Entry(FileIdentity Identity, IFileWatch Watch);
}
