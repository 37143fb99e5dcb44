using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lapwing.Storage.Chunks;

/// <summary>
/// Rice's code for numbers that are mostly small: the lowest <c>k</c> bits as they are, the rest as so many zeros and a one. Within a tenth
/// of a bit of the entropy of normally and of geometrically distributed numbers, where <c>k</c> fits.
/// (R. F. Rice, "Some practical universal noiseless coding techniques", JPL 79-22, 1979.)
/// </summary>
/// <remarks>
/// The low bits of all numbers come first and the ones behind them, each part beginning at a byte, as Elias and Fano did with sorted
/// numbers: so the first part is read at known places and the second 64 bits at a time, without a branch for each number.
/// </remarks>
internal static class RiceCoding
{
    /// <summary>A number's low bits, wherever they begin in a byte, lie within eight bytes.</summary>
    public const int MaxLowBits = 57;

    /// <summary>Beyond this many zeros a number is better kept elsewhere.</summary>
    public const int MaxQuotient = 24;

    private const int Padding = sizeof(ulong);

    /// <summary>Bits of a block of numbers, none of which has a quotient over <see cref="MaxQuotient"/>.</summary>
    public static int Bits(ReadOnlySpan<ulong> numbers, int lowBits)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(numbers);
        var sums = Vector<ulong>.Zero;
        foreach (var vector in vectors)
        {
            sums += vector >>> lowBits;
        }

        var quotients = Vector.Sum(sums);
        foreach (var number in numbers[(vectors.Length * Vector<ulong>.Count)..])
        {
            quotients += number >> lowBits;
        }

        return (numbers.Length * (lowBits + 1)) + (int)quotients;
    }

    public static void Write(ref ByteWriter writer, scoped ReadOnlySpan<ulong> numbers, int lowBits)
    {
        var ones = Bits(numbers, lowBits) - (numbers.Length * lowBits);
        WriteLow(writer.Reserve(Bytes(numbers.Length * lowBits)), numbers, lowBits);
        WriteHigh(writer.Reserve(Bytes(ones)), numbers, lowBits);
    }

    /// <summary>Reads as many numbers as <paramref name="numbers"/> has room for; at least one.</summary>
    [SkipLocalsInit]
    public static void Read(ref ByteReader reader, scoped Span<ulong> numbers, int lowBits)
    {
        var length = Bytes(numbers.Length * lowBits);
        var low = reader.Rest;
        reader.Bytes(length);
        reader.Bytes(ReadHigh(reader.Rest, numbers));
        if (lowBits == 0)
            return;
        if (low.Length >= length + Padding)
        {
            AddLow(low, numbers, lowBits);
            return;
        }

        Span<byte> padded = stackalloc byte[length + Padding];
        low[..length].CopyTo(padded);
        AddLow(padded, numbers, lowBits);
    }

    private static int Bytes(int bits) => (bits + 7) >> 3;

    private static void WriteLow(Span<byte> target, ReadOnlySpan<ulong> numbers, int lowBits)
    {
        if (target.IsEmpty)
            return;
        var mask = (1UL << lowBits) - 1;
        var position = 0;
        ulong pending = 0;
        var bits = 0;
        foreach (var number in numbers)
        {
            pending |= (number & mask) << bits;
            for (bits += lowBits; bits >= 8; bits -= 8, pending >>= 8)
            {
                target[position++] = (byte)pending;
            }
        }

        if (bits > 0)
            target[position] = (byte)pending;
    }

    private static void WriteHigh(Span<byte> target, ReadOnlySpan<ulong> numbers, int lowBits)
    {
        if (target.IsEmpty)
            return;
        var position = 0;
        foreach (var number in numbers)
        {
            position += (int)(number >> lowBits);
            target[position >> 3] |= (byte)(1 << (position & 7));
            position++;
        }
    }

    /// <summary>Reads the quotients and returns how many bytes they took.</summary>
    private static int ReadHigh(ReadOnlySpan<byte> source, Span<ulong> quotients)
    {
        ref var target = ref MemoryMarshal.GetReference(quotients);
        var read = 0;
        long next = 0;
        for (var offset = 0; ; offset += sizeof(ulong))
        {
            // Each one ends a number, and the zeros before it are the quotient.
            var word = WordAt(source, offset);
            for (var left = Math.Min(BitOperations.PopCount(word), quotients.Length - read); left > 0; left--)
            {
                var one = ((long)offset << 3) + BitOperations.TrailingZeroCount(word);
                Unsafe.Add(ref target, read++) = (ulong)(one - next);
                next = one + 1;
                word &= word - 1;
            }

            if (read == quotients.Length)
                return Bytes((int)next);
        }
    }

    private static ulong WordAt(ReadOnlySpan<byte> source, int offset)
    {
        if (source.Length - offset >= sizeof(ulong))
            return Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(source), offset));
        if (source.Length <= offset)
            ByteReader.Broken("it ends within its numbers");
        ulong word = 0;
        for (var i = source.Length - 1; i >= offset; i--)
        {
            word = (word << 8) | source[i];
        }

        return word;
    }

    /// <param name="low">The low bits, with eight more bytes of anything behind them.</param>
    /// <param name="numbers">The quotients, which become the numbers.</param>
    /// <param name="lowBits">How many.</param>
    private static void AddLow(ReadOnlySpan<byte> low, Span<ulong> numbers, int lowBits)
    {
        ref var begin = ref MemoryMarshal.GetReference(low);
        ref var number = ref MemoryMarshal.GetReference(numbers);
        var mask = (1UL << lowBits) - 1;
        var position = 0;
        var i = 0;
        if (4 * lowBits <= MaxLowBits)
        {
            // One look at memory for four numbers, as the widths of most series allow: half the time.
            for (; i <= numbers.Length - 4; i += 4, position += 4 * lowBits)
            {
                var word = BitsAt(ref begin, position);
                Combine(ref Unsafe.Add(ref number, i), word & mask, lowBits);
                Combine(ref Unsafe.Add(ref number, i + 1), (word >> lowBits) & mask, lowBits);
                Combine(ref Unsafe.Add(ref number, i + 2), (word >> (2 * lowBits)) & mask, lowBits);
                Combine(ref Unsafe.Add(ref number, i + 3), (word >> (3 * lowBits)) & mask, lowBits);
            }
        }

        for (; i < numbers.Length; i++, position += lowBits)
        {
            Combine(ref Unsafe.Add(ref number, i), BitsAt(ref begin, position) & mask, lowBits);
        }
    }

    private static void Combine(ref ulong number, ulong low, int lowBits) => number = (number << lowBits) | low;

    /// <summary>The bits from a position on, at least <see cref="MaxLowBits"/> of them.</summary>
    private static ulong BitsAt(ref byte begin, int position) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref begin, position >> 3)) >> (position & 7);
}
