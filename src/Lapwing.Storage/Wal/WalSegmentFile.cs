using Lapwing.Storage.Files;

namespace Lapwing.Storage.Wal;

/// <summary>
/// A segment that is being written. One caller at a time appends; <see cref="Sync"/> may run on another thread meanwhile, even when this one
/// is disposed of.
/// </summary>
internal sealed class WalSegmentFile : IDisposable
{
    private readonly IFileSystem _files;
    private readonly string _folder;
    private readonly IAppendFile _file;
    private volatile bool _isUncut;
    private volatile bool _isUnsynced;
    private volatile bool _isFolderSynced;

    private WalSegmentFile(IFileSystem files, string folder, int number)
    {
        (_files, _folder, Number) = (files, folder, number);
        _file = files.Create(Path.Combine(folder, WalSegment.FileName(number)));
    }

    public int Number { get; }

    /// <summary>Where the next record goes.</summary>
    public WalPosition End => new(Number, (int)_file.Length);

    /// <summary>Whether nothing more may be appended, because it is not known what the file holds or what of it is on the disk.</summary>
    public bool IsSpoiled => _isUncut || _isUnsynced;

    /// <summary>Makes the next file, with its header. After an error there is none, or one without records.</summary>
    /// <param name="files">Where to.</param>
    /// <param name="folder">The folder in it.</param>
    /// <param name="last">The last number in use.</param>
    public static WalSegmentFile Create(IFileSystem files, string folder, ref int last)
    {
        Span<byte> header = stackalloc byte[WalSegment.HeaderSize];
        WalSegment.WriteHeader(header);
        var number = last + 1;
        WalSegmentFile? segment = null;
        try
        {
            segment = new WalSegmentFile(files, folder, number);
            segment._file.Append(header);
            last = number;
            return segment;
        }
        catch
        {
            segment?.Dispose();
            // A file that was not made here is not deleted here either.
            var path = Path.Combine(folder, WalSegment.FileName(number));
            if (segment is null ? files.Exists(path) : !TryDelete(files, path))
                last = number;
            throw;
        }
    }

    /// <summary>Appends a record and, if wanted, brings it to the disk; where that fails, the file is cut back to what it was.</summary>
    public void Append(ReadOnlySpan<byte> record, bool andSync)
    {
        var before = _file.Length;
        try
        {
            _file.Append(record);
            if (andSync)
                Sync();
        }
        catch
        {
            CutBack(before);
            throw;
        }
    }

    /// <summary>
    /// Brings all records to the disk. After an error the kernel may have forgotten what it did not write, and would call the next attempt
    /// good; so there is none.
    /// </summary>
    public void Sync()
    {
        if (_isUnsynced)
            return;
        try
        {
            if (!_isFolderSynced)
                _files.SyncFolder(_folder);
            _isFolderSynced = true;
            _file.Sync();
        }
        catch
        {
            _isUnsynced = true;
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Its own error is not told: the one that made it necessary is.</summary>
    private void CutBack(long length)
    {
        try
        {
            _file.SetLength(length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isUncut = true;
        }
    }

    private static bool TryDelete(IFileSystem files, string path)
    {
        try
        {
            files.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
