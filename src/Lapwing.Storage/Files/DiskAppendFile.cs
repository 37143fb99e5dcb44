using Microsoft.Win32.SafeHandles;

namespace Lapwing.Storage.Files;

/// <summary>A file on this machine that is empty when it is handed over; owns the handle.</summary>
internal sealed class DiskAppendFile(SafeFileHandle file) : IAppendFile
{
    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(file, bytes, Length);
        Length += bytes.Length;
    }

    public void SetLength(long length)
    {
        RandomAccess.SetLength(file, length);
        Length = length;
    }

    public void Sync() => RandomAccess.FlushToDisk(file);

    public void Dispose() => file.Dispose();
}
