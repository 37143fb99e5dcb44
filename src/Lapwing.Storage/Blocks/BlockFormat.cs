using System.Buffers.Binary;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>What the files of a block begin with: a name, a version, and the checksum of both. See <c>docs/formats/block.md</c>.</summary>
internal static class BlockFormat
{
    public const int HeaderSize = 16;

    private const int VersionAt = 8;
    private const int CrcAt = 12;

    public static ReadOnlySpan<byte> ChunksMagic => "LAPW-CHK"u8;

    public static ReadOnlySpan<byte> IndexMagic => "LAPW-IDX"u8;

    public static void WriteHeader(Span<byte> header, ReadOnlySpan<byte> magic, int version = BlockMeta.CurrentVersion)
    {
        magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[VersionAt..], version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcAt..], Crc32C.Of(header[..CrcAt]));
    }

    /// <summary>Opens a file that begins so.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It does not begin so, or is of a newer version.</exception>
    public static MappedFile Open(string path, ReadOnlySpan<byte> magic)
    {
        var file = new MappedFile(path);
        try
        {
            CheckHeader(file.Slice(0, HeaderSize), magic, Path.GetFileName(path));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void CheckHeader(ReadOnlySpan<byte> header, ReadOnlySpan<byte> magic, string name)
    {
        if (!header.StartsWith(magic) || BinaryPrimitives.ReadUInt32LittleEndian(header[CrcAt..]) != Crc32C.Of(header[..CrcAt]))
            throw new InvalidDataException($"the header of {name} is broken");
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[VersionAt..]);
        if (version > BlockMeta.CurrentVersion)
            throw BlockMeta.IsNewer(name, version);
    }
}
