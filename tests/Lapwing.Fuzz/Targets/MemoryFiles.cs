using Lapwing.Storage.Files;

namespace Lapwing.Fuzz.Targets;

/// <summary>A file system in memory: thousands of inputs a second wait for no disk. For one thread.</summary>
internal sealed class MemoryFiles : IFileSystem
{
    private readonly Dictionary<string, MemoryFile> _files = [];
    private readonly HashSet<string> _folders = [];

    /// <summary>A file's bytes; what is written to them is written to the file.</summary>
    public ReadOnlySpan<byte> this[string path] => _files[path].Bytes;

    public void CreateFolder(string path) => _folders.Add(path);

    public IReadOnlyList<string> List(string folder) => NamesIn(folder, _files.Keys);

    public IReadOnlyList<string> ListFolders(string folder) => NamesIn(folder, _folders);

    public bool Exists(string path) => _files.ContainsKey(path);

    public IAppendFile Create(string path)
    {
        var file = new MemoryFile();
        return _files.TryAdd(path, file) ? file : throw new IOException($"The file {path} is there.");
    }

    public int Read(string path, long offset, ref byte[] buffer)
    {
        var bytes = this[path];
        bytes = bytes[(int)Math.Min(offset, bytes.Length)..];
        if (buffer.Length < bytes.Length)
            buffer = new byte[bytes.Length];
        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    public void Truncate(string path, long length) => _files[path].SetLength(length);

    public void Delete(string path) => _files.Remove(path);

    public void Rename(string from, string to)
    {
        _files.Remove(from, out var file);
        _files[to] = file!;
    }

    public void RenameFolder(string from, string to)
    {
        foreach (var name in List(from))
        {
            Rename(Path.Combine(from, name), Path.Combine(to, name));
        }

        _folders.Remove(from);
        _folders.Add(to);
    }

    public void DeleteFolder(string path)
    {
        foreach (var name in List(path))
        {
            Delete(Path.Combine(path, name));
        }

        _folders.Remove(path);
    }

    public void SyncFolder(string path)
    {
    }

    private static List<string> NamesIn(string folder, IEnumerable<string> paths) =>
        [.. paths.Where(path => Path.GetDirectoryName(path) == folder).Select(path => Path.GetFileName(path))];

    private sealed class MemoryFile : IAppendFile
    {
        private byte[] _bytes = new byte[1024];

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, (int)Length);

        public long Length { get; private set; }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (_bytes.Length < Length + bytes.Length)
                Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, (int)Length + bytes.Length));
            bytes.CopyTo(_bytes.AsSpan((int)Length));
            Length += bytes.Length;
        }

        public void SetLength(long length) => Length = length;

        public void Sync()
        {
        }

        public void Dispose()
        {
        }
    }
}
