using System.Buffers.Binary;
using Lapwing.Storage.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Recovery;

/// <summary>
/// How far the write-ahead log is of no more use: samples before an instant that stand before a place are in blocks. It only spares work: without
/// it they are read once more, and found to be there.
/// </summary>
/// <param name="Before">The instant, milliseconds since 1970-01-01 UTC.</param>
/// <param name="Until">The place in the log.</param>
internal readonly record struct Checkpoint(long Before, WalPosition Until)
{
    private const string FileName = "checkpoint";
    private const int Size = 20;

    /// <summary>Nothing is in blocks.</summary>
    public static readonly Checkpoint None = new(long.MinValue, default);

    /// <summary>Whether all samples that stand before the place are in blocks, or deleted.</summary>
    public bool IsOfAll => Before == long.MaxValue;

    /// <summary>All samples that stand before a place are in blocks, or deleted.</summary>
    public static Checkpoint OfAll(WalPosition until) => new(long.MaxValue, until);

    /// <summary>Whether a sample of an instant, of a record at a place, is in a block.</summary>
    public bool Covers(long time, WalPosition at) => time < Before && at < Until;

    /// <summary>Reads the checkpoint of a log; <see cref="None"/> where there is none that is whole.</summary>
    public static Checkpoint Load(IFileSystem files, string folder)
    {
        var path = Path.Combine(folder, FileName);
        byte[] bytes = [];
        if (!files.Exists(path) || files.Read(path, 0, ref bytes) != Size)
            return None;
        var content = bytes.AsSpan(0, Size);
        if (BinaryPrimitives.ReadUInt32LittleEndian(content[16..]) != Crc32C.Of(content[..16]))
            return None;
        return new(BinaryPrimitives.ReadInt64LittleEndian(content), WalPosition.Unpack(BinaryPrimitives.ReadInt64LittleEndian(content[8..])));
    }

    public void Save(IFileSystem files, string folder)
    {
        Span<byte> content = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(content, Before);
        BinaryPrimitives.WriteInt64LittleEndian(content[8..], Until.Packed);
        BinaryPrimitives.WriteUInt32LittleEndian(content[16..], Crc32C.Of(content[..16]));
        var path = Path.Combine(folder, FileName);
        var draft = path + ".tmp";
        files.Delete(draft);
        using (var file = files.Create(draft))
        {
            file.Append(content);
            file.Sync();
        }

        files.Rename(draft, path);
        files.SyncFolder(folder);
    }
}
