using System.Buffers.Binary;
using System.Globalization;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Wal;

/// <summary>What a segment's file is called, and what it begins with.</summary>
internal static class WalSegment
{
    public const int HeaderSize = 32;

    public const int Version = 1;

    private const string Extension = ".wal";
    private const int VersionAt = 8;
    private const int CrcAt = 28;

    private static ReadOnlySpan<byte> Magic => "LAPW-WAL"u8;

    public static string FileName(int number) => number.ToString("D8", CultureInfo.InvariantCulture) + Extension;

    /// <summary>The numbers of the segments in a folder, ascending. Files with other names are no segments.</summary>
    public static List<int> List(IFileSystem files, string folder)
    {
        var numbers = new List<int>();
        foreach (var name in files.List(folder))
        {
            if (name.EndsWith(Extension, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(0, name.Length - Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0 && name == FileName(number))
                numbers.Add(number);
        }

        numbers.Sort();
        return numbers;
    }

    public static void WriteHeader(Span<byte> header)
    {
        header[..HeaderSize].Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[VersionAt..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcAt..], Crc32C.Of(header[..CrcAt]));
    }

    /// <summary>The version that a header says; null where it is broken.</summary>
    public static int? ReadVersion(ReadOnlySpan<byte> header) =>
        header.Length >= HeaderSize && header.StartsWith(Magic)
        && BinaryPrimitives.ReadUInt32LittleEndian(header[CrcAt..]) == Crc32C.Of(header[..CrcAt])
            ? BinaryPrimitives.ReadInt32LittleEndian(header[VersionAt..])
            : null;

    /// <summary>Whether a file that is this short ended while its header was written.</summary>
    public static bool IsTornHeader(ReadOnlySpan<byte> file)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        WriteHeader(header);
        return file.Length < HeaderSize && header.StartsWith(file);
    }
}
