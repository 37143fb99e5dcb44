using System.IO.Enumeration;

namespace Lapwing.Probes.Files;

/// <summary>A regular file that a scan found.</summary>
internal readonly record struct FoundFile(string Path, FileStatus Status);

/// <summary>
/// The files that a target means, as they were at one time. A file that vanishes while it is looked for is simply not there; one that is
/// reached by several names (links) counts once.
/// </summary>
internal sealed class FileScan
{
    /// <summary>Files of one target at most: enough for a spool folder, and a pattern gone wrong (<c>/**</c>) ends in time.</summary>
    public const int MaxFiles = 10_000;

    /// <summary>Folders looked into at most, for the same reason.</summary>
    public const int MaxFolders = 10_000;

    private static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly HashSet<FileIdentity> _seen = [];
    private readonly GlobPattern? _pattern;
    private readonly CancellationToken _cancellation;

    private FileScan(GlobPattern? pattern, CancellationToken cancellation) => (_pattern, _cancellation) = (pattern, cancellation);

    public List<FoundFile> Files { get; } = [];

    /// <summary>The folders in which a new file would be meant too, whether or not they exist.</summary>
    public List<string> Folders { get; } = [];

    /// <summary>What is wrong with the path, or with the folders that could not be looked into.</summary>
    public List<ProbeError> Problems { get; } = [];

    /// <summary>Whether there are more files or folders than are looked at.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Whether nothing was found because of a fault, so that it says nothing about the files.</summary>
    public bool IsBlind => Files.Count == 0 && Problems.Exists(problem => problem.Kind != ProbeErrorKind.Missing);

    public bool Contains(FileIdentity file) => _seen.Contains(file);

    public static FileScan OfFile(string path)
    {
        var scan = new FileScan(null, default);
        if (Path.GetDirectoryName(path) is { } folder)
            scan.Folders.Add(folder);

        if (!FileStatus.TryGet(path, out var status, out var problem))
            scan.Problems.Add(problem);
        else if (status.Kind != FileKind.Regular)
            scan.Problems.Add(FileProblem.Of(status.Kind, path));
        else
            scan.Add(path, status);

        return scan;
    }

    public static FileScan OfPattern(GlobPattern pattern, CancellationToken cancellation)
    {
        var scan = new FileScan(pattern, cancellation);
        scan.Walk(pattern.Root, pattern.Start);
        return scan;
    }

    private void Walk(string folder, int[] states)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (IsCutShort |= Folders.Count == MaxFolders)
            return;

        Folders.Add(folder);
        if (_pattern!.OnlyName(states) is { } name)
            Visit(new(Path.Join(folder, name), IsFolder: null, IsLink: false), states);
        else
            WalkEntries(folder, states);
    }

    private void WalkEntries(string folder, int[] states)
    {
        try
        {
            // As a list, so that no folder stays open while those below it are walked.
            foreach (var entry in new FileSystemEnumerable<Entry>(folder, Entry.Of, EveryEntry).ToList())
            {
                Visit(entry, states);
                if (IsCutShort)
                    return;
            }
        }
        catch (IOException) when (!Directory.Exists(folder))
        {
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problems.Add(FileProblem.Of(e, folder));
        }
    }

    private void Visit(Entry entry, int[] states)
    {
        var name = Path.GetFileName(entry.Path.AsSpan());
        if (entry.IsFolder != true && _pattern!.IsFile(states, name))
            VisitFile(entry.Path);

        if (entry.IsFolder != false && _pattern!.Descend(states, name, entry.IsLink) is { Length: > 0 } below)
            Walk(entry.Path, below);
    }

    private void VisitFile(string path)
    {
        if (FileStatus.TryGet(path, out var status, out var problem))
        {
            if (status.Kind == FileKind.Regular)
                Add(path, status);
        }
        else if (problem.Kind != ProbeErrorKind.Missing)
        {
            Problems.Add(problem);
        }
    }

    private void Add(string path, FileStatus status)
    {
        if (_seen.Contains(status.Identity) || (IsCutShort |= Files.Count == MaxFiles))
            return;

        _seen.Add(status.Identity);
        Files.Add(new(path, status));
    }

    /// <param name="Path">The full path.</param>
    /// <param name="IsFolder">Null when it was not asked.</param>
    /// <param name="IsLink">Whether it is a symbolic link.</param>
    private readonly record struct Entry(string Path, bool? IsFolder, bool IsLink)
    {
        public static Entry Of(ref FileSystemEntry entry) =>
            new(entry.ToFullPath(), entry.IsDirectory, entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) != 0);
    }
}
