using System.Buffers.Binary;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>The end of a block's index: where each section is, its length and its checksum; and the checksum of that.</summary>
internal static class IndexFooter
{
    public const int Sections = (int)IndexSection.GroupOffsets + 1;
    public const int CrcAt = Sections * EntrySize;
    public const int Size = CrcAt + sizeof(uint);

    private const int EntrySize = 20;

    public static void Write(Span<byte> footer, int section, long offset, long length, uint crc)
    {
        var entry = footer[(section * EntrySize)..];
        BinaryPrimitives.WriteInt64LittleEndian(entry, offset);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], crc);
    }

    public static (long Offset, long Length, uint Crc) Read(ReadOnlySpan<byte> footer, int section)
    {
        var entry = footer[(section * EntrySize)..];
        return (BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]));
    }

    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public static void Check(ReadOnlySpan<byte> footer)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(footer[CrcAt..]) != Crc32C.Of(footer[..CrcAt]))
            throw new InvalidDataException("its end is broken");
    }
}
