using Microsoft.Win32.SafeHandles;

namespace Lapwing.Probes.Files;

/// <summary>Tells of accesses to and changes of files when they happen. Any thread may call.</summary>
internal interface IFileWatcher
{
    /// <summary>Why it tells of nothing at all, and what that means to the user; null when it works.</summary>
    string? Limitation { get; }

    /// <summary>
    /// Watches a file, or the names in a folder, until the watch is disposed. Null when it cannot; then the problem says why, or is null
    /// too because nothing is there any more.
    /// </summary>
    IFileWatch? Watch(string path, bool isFolder, IFileObserver observer, out string? problem);

    /// <summary>
    /// Keeps Lapwing's own opening and reading of a file from being told as accesses, until disposed; the file must be open as long. Null
    /// when nobody watches the file.
    /// </summary>
    IDisposable? PauseAccesses(SafeFileHandle file, FileIdentity identity);
}

/// <summary>A watch that lasts until it is disposed or what it watches is deleted.</summary>
internal interface IFileWatch : IDisposable
{
    bool IsAlive { get; }
}

/// <summary>Is told what happens. The calls come on a thread that all observers share: they neither wait nor throw.</summary>
internal interface IFileObserver
{
    /// <summary>A watched file was opened or read.</summary>
    void OnAccess();

    /// <summary>A watched file, or an entry of a watched folder, was changed, made, renamed or deleted.</summary>
    void OnChange(string path, bool isFolder);
}

/// <summary>Stands in where nothing tells of changes: they are noticed at the next round.</summary>
internal sealed class NoFileWatcher(string reason) : IFileWatcher
{
    public string? Limitation { get; } = reason + " So access_count is not measured, and changes are noticed at the next round.";

    public IFileWatch? Watch(string path, bool isFolder, IFileObserver observer, out string? problem)
    {
        problem = null;
        return null;
    }

    public IDisposable? PauseAccesses(SafeFileHandle file, FileIdentity identity) => null;
}
