using System.Buffers;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Lapwing.Probes.Files;

/// <summary>
/// Counts how often the content at the paths of a target changed, by a checksum that is made anew when the file there is another one or has
/// another size or time of change. What is too big for one round is read over several.
/// </summary>
/// <remarks>Content that changes while it is read is read again from the beginning, so a file that never rests is never compared.</remarks>
internal sealed class ContentChanges(IFileWatcher watcher)
{
    private readonly Dictionary<string, Content> _contents = [];

    /// <summary>Changes since the first checksum of each path. A path that first appears later is not a change.</summary>
    public long Changes { get; private set; }

    /// <summary>Files that cannot be read.</summary>
    public List<ProbeError> Problems { get; } = [];

    /// <summary>Files whose checksum goes on in the next round.</summary>
    public int Unfinished { get; private set; }

    public async Task ReadAsync(FileScan scan, ReadBudget budget, CpuPool cpu, CancellationToken cancellation)
    {
        Problems.Clear();
        ForgetVanished(scan);
        var stale = scan.Files.Where(file => !ContentOf(file.Path).IsOf(file.Status)).OrderBy(file => file.Status.Size).ToList();
        for (var i = 0; i < stale.Count; i++)
        {
            var file = stale[i];
            await budget.SpendAsync(most => Read(file, most), stale.Count - i, cpu, cancellation);
        }

        Unfinished = stale.Count(file => ContentOf(file.Path).Hasher is not null);
    }

    private Content ContentOf(string path) =>
        _contents.TryGetValue(path, out var content) ? content : _contents[path] = new();

    /// <summary>Reads up to so many bytes of the file; fewer when that was all.</summary>
    private long Read(FoundFile found, long most)
    {
        var content = ContentOf(found.Path);
        if (!RegularFile.TryOpen(found.Path, watcher, out var file, out var status, out var problem))
        {
            if (problem.Kind != ProbeErrorKind.Missing)
                Problems.Add(problem);

            return 0;
        }

        using (file)
        using (watcher.PauseAccesses(file, status.Identity))
        {
            try
            {
                return Read(content, file, status, most);
            }
            catch (IOException e)
            {
                Problems.Add(FileProblem.Of(e, found.Path));
                return 0;
            }
        }
    }

    private long Read(Content content, SafeFileHandle file, FileStatus status, long most)
    {
        if (content.Hasher is not { } hasher || content.Status != status)
            hasher = content.Begin(status);

        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        var total = 0L;
        for (int got; total < most; total += got)
        {
            var room = buffer.AsSpan(0, (int)Math.Min(buffer.Length, most - total));
            got = RandomAccess.Read(file, room, content.Offset);
            if (got == 0)
                break;

            hasher.Append(room[..got]);
            content.Offset += got;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        if (total < most && content.End(isWhole: FileStatus.TryGet(file, status.Identity) == status))
            Changes++;

        return total;
    }

    // Remembered are as many vanished paths as a target may have, so that a file that is deleted and written anew is still compared.
    private void ForgetVanished(FileScan scan)
    {
        if (_contents.Count <= 2 * FileScan.MaxFiles)
            return;

        var present = scan.Files.Select(file => file.Path).ToHashSet();
        foreach (var path in _contents.Keys.Where(path => !present.Contains(path)))
        {
            _contents.Remove(path);
        }
    }

    /// <summary>What is known of the content at a path.</summary>
    private sealed class Content
    {
        private ulong? _hash;

        /// <summary>The state of the file that the checksum is of, or is being made of.</summary>
        public FileStatus Status { get; private set; }

        /// <summary>The checksum under way; null when there is none.</summary>
        public XxHash3? Hasher { get; private set; }

        public long Offset { get; set; }

        public bool IsOf(FileStatus status) => Hasher is null && Status == status;

        public XxHash3 Begin(FileStatus status)
        {
            (Status, Offset) = (status, 0);
            return Hasher = new();
        }

        /// <summary>Whether the content is another than before. A file that changed meanwhile has to be read again.</summary>
        public bool End(bool isWhole)
        {
            if (!isWhole)
            {
                Status = default;
                return false;
            }

            var (before, now) = (_hash, Hasher!.GetCurrentHashAsUInt64());
            (_hash, Hasher) = (now, null);
            return before is not null && before != now;
        }
    }
}
