using System.Buffers.Binary;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>What the files of a block begin with: a name, a version, and the checksum of both.</summary>
internal static class BlockFormat
{
    public const int HeaderSize = 16;

    private const int VersionAt = 8;
    private const int CrcAt = 12;

    public static ReadOnlySpan<byte> ChunksMagic => "LAPW-CHK"u8;

    public static ReadOnlySpan<byte> IndexMagic => "LAPW-IDX"u8;

    public static void WriteHeader(Span<byte> header, ReadOnlySpan<byte> magic)
    {
        magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[VersionAt..], BlockMeta.CurrentVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcAt..], Crc32C.Of(header[..CrcAt]));
    }

    /// <exception cref="InvalidDataException">The file does not begin so.</exception>
    public static void CheckHeader(ReadOnlySpan<byte> header, ReadOnlySpan<byte> magic)
    {
        if (!header.StartsWith(magic) || BinaryPrimitives.ReadUInt32LittleEndian(header[CrcAt..]) != Crc32C.Of(header[..CrcAt]))
            throw new InvalidDataException("its header is broken");
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[VersionAt..]);
        if (version > BlockMeta.CurrentVersion)
            throw new InvalidDataException($"it has format version {version}, and this program reads up to {BlockMeta.CurrentVersion}");
    }
}
