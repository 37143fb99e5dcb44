using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>Appends to a file in large pieces. For one thread.</summary>
internal sealed class BufferedFile(IAppendFile file) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 << 10];
    private int _filled;

    /// <summary>Bytes appended.</summary>
    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (bytes.Length > _buffer.Length - _filled)
            Flush();
        if (bytes.Length > _buffer.Length)
        {
            file.Append(bytes);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_filled));
        _filled += bytes.Length;
    }

    /// <summary>Brings all to the disk.</summary>
    public void Sync()
    {
        Flush();
        file.Sync();
    }

    public void Dispose() => file.Dispose();

    private void Flush()
    {
        file.Append(_buffer.AsSpan(0, _filled));
        _filled = 0;
    }
}
