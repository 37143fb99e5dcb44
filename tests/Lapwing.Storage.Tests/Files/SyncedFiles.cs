using Lapwing.Storage.Files;

namespace Lapwing.Storage.Tests.Files;

/// <summary>The file system of this machine, and in which order what of it was brought to the disk, and which folders changed.</summary>
internal sealed class SyncedFiles : IFileSystem
{
    private readonly DiskFiles _inner = new();

    /// <summary>The names of files, and "folder", in the order of their syncs; with them "rename" and "delete" of folders.</summary>
    public List<string> Synced { get; } = [];

    public void CreateFolder(string path) => _inner.CreateFolder(path);

    public IReadOnlyList<string> List(string folder) => _inner.List(folder);

    public IReadOnlyList<string> ListFolders(string folder) => _inner.ListFolders(folder);

    public bool Exists(string path) => _inner.Exists(path);

    public IAppendFile Create(string path) => new SyncedFile(this, Path.GetFileName(path), _inner.Create(path));

    public int Read(string path, long offset, ref byte[] buffer) => _inner.Read(path, offset, ref buffer);

    public void Truncate(string path, long length) => _inner.Truncate(path, length);

    public void Delete(string path) => _inner.Delete(path);

    public void Rename(string from, string to) => _inner.Rename(from, to);

    public void RenameFolder(string from, string to)
    {
        Synced.Add("rename");
        _inner.RenameFolder(from, to);
    }

    public void DeleteFolder(string path)
    {
        Synced.Add("delete");
        _inner.DeleteFolder(path);
    }

    public void SyncFolder(string path) => Synced.Add("folder");

    private sealed class SyncedFile(SyncedFiles files, string name, IAppendFile inner) : IAppendFile
    {
        public long Length => inner.Length;

        public void Append(ReadOnlySpan<byte> bytes) => inner.Append(bytes);

        public void SetLength(long length) => inner.SetLength(length);

        public void Sync() => files.Synced.Add(name);

        public void Dispose() => inner.Dispose();
    }
}
