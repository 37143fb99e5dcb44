using System.Buffers.Binary;

namespace Lapwing.Probes.Databases.Sqlite;

/// <summary>What the files of a database tell by themselves, before SQLite has them open.</summary>
/// <remarks>
/// The bytes must be read and the file closed again while no connection of ours is open: on POSIX systems, closing any descriptor of a
/// file drops all locks that the process has on it, SQLite's among them.
/// </remarks>
/// <param name="IsWal">Whether the header says that readers must use the write-ahead log.</param>
/// <param name="ChangeCounter">Bytes 24 to 27 of the header: commits so far, where there is no write-ahead log.</param>
/// <param name="Size">Size of the database file in bytes.</param>
/// <param name="WalSize">Size of the write-ahead log in bytes; 0 where there is none.</param>
/// <param name="Modified">When the database file was last written, in UTC.</param>
/// <param name="FreeSpace">Bytes free on its volume.</param>
internal readonly record struct SqliteFiles(
    bool IsWal, uint ChangeCounter, long Size, long WalSize, DateTime Modified, long FreeSpace)
{
    private const int HeaderSize = 100;
    private const int WriteVersion = 18;
    private const byte WalVersion = 2;
    private const int Counter = 24;

    public static SqliteFiles Look(string path)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        var file = new FileInfo(path);
        var wal = new FileInfo($"{path}-wal");
        using (var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            // An empty file is an empty database; its header reads as zeros.
            header[RandomAccess.Read(handle, header, 0)..].Clear();
        }

        return new(
            header[WriteVersion] == WalVersion, BinaryPrimitives.ReadUInt32BigEndian(header[Counter..]),
            file.Length, wal.Exists ? wal.Length : 0, file.LastWriteTimeUtc, FreeSpaceOf(file));
    }

    private static long FreeSpaceOf(FileInfo file)
    {
        try
        {
            return new DriveInfo(file.DirectoryName!).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return -1;
        }
    }
}
