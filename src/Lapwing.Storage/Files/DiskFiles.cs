using Microsoft.Win32.SafeHandles;

namespace Lapwing.Storage.Files;

/// <summary>The file system of this machine. Nothing is buffered in the process.</summary>
internal sealed class DiskFiles : IFileSystem
{
    /// <summary>Readers may read, and files may be deleted, while one is written to.</summary>
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    public void CreateFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        var parent = Path.GetDirectoryName(Path.GetFullPath(path))!;
        CreateFolder(parent);
        Directory.CreateDirectory(path);
        SyncFolder(parent);
    }

    public IReadOnlyList<string> List(string folder) =>
        Directory.Exists(folder) || File.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))] : [];

    public IReadOnlyList<string> ListFolders(string folder) =>
        Directory.Exists(folder) || File.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))] : [];

    public bool Exists(string path) => File.Exists(path);

    public IAppendFile Create(string path) => new DiskAppendFile(File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, Shared));

    public int Read(string path, long offset, ref byte[] buffer)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, Shared, FileOptions.SequentialScan);
        var left = RandomAccess.GetLength(file) - offset;
        if (left > Array.MaxLength)
            throw new IOException($"The file {path} has {left} bytes, more than can be read at once.");
        var wanted = (int)Math.Max(0, left);
        if (buffer.Length < wanted)
            buffer = GC.AllocateUninitializedArray<byte>(wanted);
        return Read(file, offset, buffer.AsSpan(0, wanted));
    }

    public void Truncate(string path, long length)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, Shared);
        RandomAccess.SetLength(file, length);
        RandomAccess.FlushToDisk(file);
    }

    public void Delete(string path) => File.Delete(path);

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void RenameFolder(string from, string to) => Directory.Move(from, to);

    public void DeleteFolder(string path) => Directory.Delete(path, recursive: true);

    public void SyncFolder(string path) => FolderSync.Run(path);

    private static int Read(SafeFileHandle file, long offset, Span<byte> target)
    {
        var total = 0;
        while (total < target.Length && RandomAccess.Read(file, target[total..], offset + total) is > 0 and var read)
        {
            total += read;
        }

        return total;
    }
}
