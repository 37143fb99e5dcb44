using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lapwing.Storage.Chunks;

/// <summary>
/// Values of one series in as few bytes as one of the encodings can make of them, and back to the last bit. How many there are stands
/// elsewhere: with the times, which many series share.
/// </summary>
/// <remarks>
/// To add an encoding: a number in <see cref="ValueEncoding"/>, a class with <c>Write</c> and <c>Read</c>, a line in <see cref="Decode"/>,
/// a try in <see cref="Encode"/>, and a section in <c>docs/formats/chunks.md</c>.
/// </remarks>
internal static class ValueChunk
{
    /// <summary>Values in a chunk at most.</summary>
    public const int MaxCount = IntegerColumn.MaxCount;

    /// <summary>Of a thousand values so many must be decimal numbers, else they are not even tried as such.</summary>
    private const int DecimalShare = 500;

    /// <summary>Bytes a value from which on what is decimal is also tried otherwise.</summary>
    private const int PoorSize = 5;

    /// <summary>Bytes that so many values need at most.</summary>
    public static int MaxSize(int count) => 1 + (count * sizeof(double));

    /// <summary>Writes the values and returns how many bytes they take.</summary>
    /// <param name="values">One to <see cref="MaxCount"/> of them, with any bits.</param>
    /// <param name="target">Room for <see cref="MaxSize"/>.</param>
    public static int Encode(ReadOnlySpan<double> values, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, MaxCount);
        target = target[..MaxSize(values.Length)];
        if (IsConstant(values))
            return WriteConstant(values[0], target);

        var decimals = DecimalScale.Find(values, out var share);
        var size = share >= DecimalShare ? WriteDecimal(values, decimals, target) : MaxSize(values.Length);
        if (size > PoorSize * values.Length)
            size = WriteShorter(values, target, size);
        return size < MaxSize(values.Length) ? size : WriteRaw(values, target);
    }

    /// <summary>Reads as many values as <paramref name="values"/> has room for: as many as were written.</summary>
    /// <exception cref="InvalidDataException">This was not written by <see cref="Encode"/>, or not of so many values.</exception>
    public static void Decode(ReadOnlySpan<byte> chunk, Span<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, MaxCount);
        var reader = new ByteReader(chunk);
        switch ((ValueEncoding)reader.Byte())
        {
            case ValueEncoding.Raw:
                MemoryMarshal.Cast<byte, double>(reader.Bytes(values.Length * sizeof(double))).CopyTo(values);
                break;
            case ValueEncoding.Constant:
                values.Fill(BitConverter.UInt64BitsToDouble(reader.Fixed64()));
                break;
            case ValueEncoding.Decimal:
                DecimalEncoding.Read(ref reader, values);
                break;
            case ValueEncoding.Xor:
                XorEncoding.Read(ref reader, values);
                break;
            case var unknown:
                ByteReader.Broken($"an encoding {(byte)unknown} that this version does not know");
                break;
        }
    }

    private static bool IsConstant(ReadOnlySpan<double> values)
    {
        var bits = MemoryMarshal.Cast<double, long>(values);
        return !bits.ContainsAnyExcept(bits[0]);
    }

    private static int WriteConstant(double value, Span<byte> target)
    {
        var writer = new ByteWriter(target);
        writer.Byte((byte)ValueEncoding.Constant);
        writer.Fixed64(BitConverter.DoubleToUInt64Bits(value));
        return writer.Length;
    }

    private static int WriteDecimal(ReadOnlySpan<double> values, int decimals, Span<byte> target)
    {
        var writer = new ByteWriter(target);
        writer.Byte((byte)ValueEncoding.Decimal);
        DecimalEncoding.Write(ref writer, values, decimals);
        return writer.IsOverfull ? target.Length : writer.Length;
    }

    /// <summary>Replaces what stands in the target, of so many bytes, where the difference of bits takes fewer.</summary>
    [SkipLocalsInit]
    private static int WriteShorter(ReadOnlySpan<double> values, Span<byte> target, int size)
    {
        Span<byte> other = stackalloc byte[size];
        var writer = new ByteWriter(other);
        writer.Byte((byte)ValueEncoding.Xor);
        XorEncoding.Write(ref writer, values);
        if (writer.IsOverfull || writer.Length >= size)
            return size;
        other[..writer.Length].CopyTo(target);
        return writer.Length;
    }

    private static int WriteRaw(ReadOnlySpan<double> values, Span<byte> target)
    {
        target[0] = (byte)ValueEncoding.Raw;
        MemoryMarshal.AsBytes(values).CopyTo(target[1..]);
        return target.Length;
    }
}
