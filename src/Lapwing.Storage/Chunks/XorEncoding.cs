using System.Numerics;

namespace Lapwing.Storage.Chunks;

/// <summary>
/// Values that are no decimal numbers: of each only the bits that differ from the one before, within a window that is told anew when it no
/// longer fits, or fits badly. (Pelkonen et al.: "Gorilla: A Fast, Scalable, In-Memory Time Series Database", VLDB 2015.)
/// </summary>
internal static class XorEncoding
{
    private const int WindowBits = 6;

    /// <summary>What it costs to tell a new window.</summary>
    private const int CostOfWindow = 2 * WindowBits;

    public static void Write(ref ByteWriter writer, scoped ReadOnlySpan<double> values)
    {
        var bits = writer.Bits();
        var before = BitConverter.DoubleToUInt64Bits(values[0]);
        bits.Write(before, 64);
        var (leading, trailing) = (64, 0);
        foreach (var value in values[1..])
        {
            var difference = BitConverter.DoubleToUInt64Bits(value) ^ before;
            before ^= difference;
            if (difference == 0)
            {
                bits.Write(0, 1);
                continue;
            }

            var (zerosBefore, zerosBehind) = (BitOperations.LeadingZeroCount(difference), BitOperations.TrailingZeroCount(difference));
            if (zerosBefore >= leading && zerosBehind >= trailing && zerosBefore + zerosBehind - leading - trailing <= CostOfWindow)
            {
                bits.Write(0b01, 2);
            }
            else
            {
                (leading, trailing) = (zerosBefore, zerosBehind);
                bits.Write(0b11, 2);
                bits.Write((ulong)leading, WindowBits);
                bits.Write((ulong)trailing, WindowBits);
            }

            bits.Write(difference >> trailing, 64 - leading - trailing);
        }

        writer.End(bits);
    }

    public static void Read(ref ByteReader reader, scoped Span<double> values)
    {
        var bits = new BitReader(reader.Rest);
        var before = bits.Read(64);
        values[0] = BitConverter.UInt64BitsToDouble(before);
        var (leading, trailing) = (64, 0);
        foreach (ref var value in values[1..])
        {
            if (bits.Read(1) == 1)
            {
                if (bits.Read(1) == 1)
                    (leading, trailing) = ((int)bits.Read(WindowBits), (int)bits.Read(WindowBits));
                if (leading + trailing >= 64)
                    ByteReader.Broken($"a window without bits between {leading} and {trailing}");
                before ^= bits.Read(64 - leading - trailing) << trailing;
            }

            value = BitConverter.UInt64BitsToDouble(before);
        }
    }
}
