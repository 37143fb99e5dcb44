using System.Buffers.Binary;
using System.Numerics;

namespace Lapwing.Storage.Files;

/// <summary>The checksum CRC-32C (Castagnoli), by the instruction that processors have for it, 8 bytes at a time.</summary>
internal static class Crc32C
{
    /// <param name="bytes">What is summed up.</param>
    /// <param name="before">The checksum of what stands before these bytes.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
