namespace Lapwing.Storage;

/// <summary>Keeps other processes from a store's folder as long as it is held; a process that is gone holds nothing.</summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = "lock";
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="StoreException">Another process holds it, or the folder cannot be written to.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"The folder {folder} cannot be written to: {e.Message} Give this process the right to, or choose another folder by 'data'.", e);
        }
        catch (IOException e)
        {
            throw new StoreException(
                $"The folder {folder} cannot be used: {e.Message} If another process works with it, stop that one, or choose another folder by 'data'.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
