using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace Lapwing.Storage.Blocks;

/// <summary>
/// A file that is read through a memory map. Any number of threads may read, until it is disposed of. The file must not become shorter meanwhile:
/// the system ends a process that reads what is not there any more.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is empty.</exception>
    public MappedFile(string path)
    {
        // The view outlives both: hundreds of blocks hold no file open.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Length = RandomAccess.GetLength(file);
        if (Length == 0)
            throw new InvalidDataException($"{Path.GetFileName(path)} is empty");
        using var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    public long Length { get; }

    /// <summary>Some of its bytes.</summary>
    /// <exception cref="InvalidDataException">It has not so many.</exception>
    public ReadOnlySpan<byte> Slice(long offset, long length)
    {
        Debug.Assert(_view.CanRead, "read before it is disposed of");
        if (offset < 0 || length < 0 || length > int.MaxValue || offset > Length - length)
            throw new InvalidDataException($"{length} bytes at {offset} are wanted of a file of {Length}");
        return new(_start + offset, (int)length);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }
}
