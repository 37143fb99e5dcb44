using Lapwing.Storage.Files;

namespace Lapwing.Storage.Tests.Files;

/// <summary>
/// A file system on which some operations fail: a full disk writes half of what it is given, a folder loses its first file and stays, everything
/// else does nothing.
/// </summary>
/// <param name="inner">Where the others go.</param>
/// <param name="failFrom">The first operation to fail, counted from 1; 0 for none.</param>
/// <param name="failures">How many fail from there on.</param>
internal sealed class FaultyFiles(IFileSystem inner, int failFrom = 0, int failures = 1) : IFileSystem
{
    /// <summary>Operations so far.</summary>
    public int Operations { get; private set; }

    /// <summary>The operation, of its own kind or another, that failed first; null as long as none did.</summary>
    public string? Failed { get; private set; }

    public void CreateFolder(string path)
    {
        Count("create folder");
        inner.CreateFolder(path);
    }

    public IReadOnlyList<string> List(string folder)
    {
        Count("list");
        return inner.List(folder);
    }

    public IReadOnlyList<string> ListFolders(string folder)
    {
        Count("list folders");
        return inner.ListFolders(folder);
    }

    public bool Exists(string path) => inner.Exists(path);

    public IAppendFile Create(string path)
    {
        Count("create");
        return new FaultyFile(this, inner.Create(path));
    }

    public int Read(string path, long offset, ref byte[] buffer)
    {
        Count("read");
        return inner.Read(path, offset, ref buffer);
    }

    public void Truncate(string path, long length)
    {
        Count("truncate");
        inner.Truncate(path, length);
    }

    public void Delete(string path)
    {
        Count("delete");
        inner.Delete(path);
    }

    public void Rename(string from, string to)
    {
        Count("rename");
        inner.Rename(from, to);
    }

    public void RenameFolder(string from, string to)
    {
        Count("rename folder");
        inner.RenameFolder(from, to);
    }

    public void DeleteFolder(string path)
    {
        if (!IsToFail("delete folder"))
        {
            inner.DeleteFolder(path);
            return;
        }

        foreach (var first in inner.List(path).Order(StringComparer.Ordinal).Take(1))
        {
            inner.Delete(Path.Combine(path, first));
        }

        throw new IOException("Input/output error : delete folder");
    }

    public void SyncFolder(string path)
    {
        Count("sync folder");
        inner.SyncFolder(path);
    }

    private void Count(string operation)
    {
        if (IsToFail(operation))
            throw new IOException($"No space left on device : {operation}");
    }

    private bool IsToFail(string operation)
    {
        Operations++;
        if (failFrom == 0 || Operations < failFrom || Operations >= failFrom + failures)
            return false;
        Failed ??= operation;
        return true;
    }

    private sealed class FaultyFile(FaultyFiles files, IAppendFile inner) : IAppendFile
    {
        public long Length => inner.Length;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (!files.IsToFail("append"))
            {
                inner.Append(bytes);
                return;
            }

            inner.Append(bytes[..(bytes.Length / 2)]);
            throw new IOException("No space left on device : append");
        }

        public void SetLength(long length)
        {
            files.Count("set length");
            inner.SetLength(length);
        }

        public void Sync()
        {
            files.Count("sync");
            inner.Sync();
        }

        public void Dispose() => inner.Dispose();
    }
}
