using System.Buffers.Binary;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Wal;

/// <summary>
/// A record as it stands in a segment: a head and a payload. Its place goes into its checksums, so that the image of a record within the
/// payload of another, or left over from a file of old, is none.
/// </summary>
internal static class WalRecord
{
    /// <summary>A byte that neither zeros nor text are full of.</summary>
    public const byte Marker = 0xb7;

    public const int HeadSize = 12;

    /// <summary>Far more than a batch of samples takes; what claims to be longer is broken.</summary>
    public const int MaxPayload = 16 << 20;

    private const int TypeAt = 1;
    private const int CheckAt = 2;
    private const int LengthAt = 4;
    private const int CrcAt = 8;

    /// <summary>Writes the head before a payload that stands in its place.</summary>
    public static void WriteHead(Span<byte> record, byte type, WalPosition at)
    {
        var length = record.Length - HeadSize;
        var crc = HeadCrc(at, type, length);
        record[0] = Marker;
        record[TypeAt] = type;
        BinaryPrimitives.WriteUInt16LittleEndian(record[CheckAt..], (ushort)crc);
        BinaryPrimitives.WriteInt32LittleEndian(record[LengthAt..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[CrcAt..], Crc32C.Of(record[HeadSize..], crc));
    }

    /// <summary>Whether the bytes begin with a record that is whole and right.</summary>
    /// <param name="bytes">The segment from there on.</param>
    /// <param name="at">Where they stand.</param>
    /// <param name="type">Its type.</param>
    /// <param name="payload">Its payload.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, WalPosition at, out byte type, out ReadOnlySpan<byte> payload)
    {
        type = 0;
        payload = default;
        if (bytes.Length < HeadSize || bytes[0] != Marker)
            return false;
        type = bytes[TypeAt];
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[LengthAt..]);
        if (length is < 0 or > MaxPayload || length > bytes.Length - HeadSize)
            return false;
        // Two bytes that cover the head alone spare nearly every false head the sum over what it claims to be its payload.
        var crc = HeadCrc(at, type, length);
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[CheckAt..]) != (ushort)crc)
            return false;
        payload = bytes.Slice(HeadSize, length);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt..]) == Crc32C.Of(payload, crc);
    }

    private static uint HeadCrc(WalPosition at, byte type, int length)
    {
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32LittleEndian(head, at.Segment);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], at.Offset);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], length);
        head[12] = type;
        return Crc32C.Of(head);
    }
}
