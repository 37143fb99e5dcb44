using System.Runtime.CompilerServices;
using Lapwing.Model;

namespace Lapwing.Storage.Chunks;

/// <summary>
/// Values as integers with a number of decimals that all share, in an <see cref="IntegerColumn"/>; what is no such number, or has more
/// decimals, stands in a list beside it. The idea of ALP (Afroozeh, Kuffo, Boncz: "ALP: Adaptive Lossless floating-Point Compression",
/// SIGMOD 2024), whose integers here are those that dividing gives back.
/// </summary>
internal static class DecimalEncoding
{
    private const int OthersFlag = 0x80;

    private const byte StaleTag = 0;
    private const byte BitsTag = 1;

    [SkipLocalsInit]
    public static void Write(ref ByteWriter writer, scoped ReadOnlySpan<double> values, int decimals)
    {
        Span<long> integers = stackalloc long[values.Length];
        Span<ushort> others = stackalloc ushort[values.Length];
        others = others[..DecimalScale.ToIntegers(values, decimals, integers, others)];
        writer.Byte((byte)(decimals | (others.IsEmpty ? 0 : OthersFlag)));
        if (!others.IsEmpty)
            WriteOthers(ref writer, values, others);
        IntegerColumn.Write(ref writer, integers);
    }

    [SkipLocalsInit]
    public static void Read(ref ByteReader reader, scoped Span<double> values)
    {
        var head = reader.Byte();
        var decimals = head & ~OthersFlag;
        if (decimals > DecimalScale.MaxDecimals)
            ByteReader.Broken($"{decimals} decimals");
        var others = reader;
        if ((head & OthersFlag) != 0)
            SkipOthers(ref reader, values.Length);
        Span<long> integers = stackalloc long[values.Length];
        IntegerColumn.Read(ref reader, integers);
        DecimalScale.ToDoubles(integers, decimals, values);
        if ((head & OthersFlag) != 0)
            ReadOthers(ref others, values);
    }

    private static void WriteOthers(ref ByteWriter writer, scoped ReadOnlySpan<double> values, scoped ReadOnlySpan<ushort> others)
    {
        writer.Varint((ulong)others.Length);
        var next = 0;
        foreach (var at in others)
        {
            writer.Varint((ulong)(at - next));
            next = at + 1;
            if (StaleMarker.Is(values[at]))
            {
                writer.Byte(StaleTag);
                continue;
            }

            writer.Byte(BitsTag);
            writer.Fixed64(BitConverter.DoubleToUInt64Bits(values[at]));
        }
    }

    private static void SkipOthers(ref ByteReader reader, int count)
    {
        for (var left = reader.Count(count); left > 0; left--)
        {
            reader.Varint();
            if (reader.Byte() != StaleTag)
                reader.Fixed64();
        }
    }

    private static void ReadOthers(ref ByteReader reader, scoped Span<double> values)
    {
        var next = 0;
        for (var left = reader.Count(values.Length); left > 0; left--)
        {
            var at = next + reader.Count(values.Length);
            if (at >= values.Length)
                ByteReader.Broken($"a value at {at} of {values.Length}");
            values[at] = reader.Byte() == StaleTag ? StaleMarker.Value : BitConverter.UInt64BitsToDouble(reader.Fixed64());
            next = at + 1;
        }
    }
}
