namespace Lapwing.Storage.Files;

/// <summary>A file that grows at its end. One caller at a time appends and cuts; another thread may sync meanwhile.</summary>
internal interface IAppendFile : IDisposable
{
    /// <summary>Bytes in the file, as far as it was written without an error.</summary>
    long Length { get; }

    /// <summary>The bytes are with the kernel when it returns. After an error some of them may stand in the file.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Cuts the file off, so that the next bytes are appended there.</summary>
    void SetLength(long length);

    /// <summary>The bytes appended before the call are on the disk when it returns.</summary>
    void Sync();
}
