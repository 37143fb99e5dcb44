using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lapwing.Storage.Chunks;

/// <summary>
/// Up to <see cref="Size"/> numbers that lie near one another, such as the steps of a counter: what they differ from a center by, in
/// <see cref="RiceCoding"/>, and the few that lie far off in a list. A block finds its own center and width, so that it follows what it holds.
/// </summary>
internal static class ResidualBlock
{
    /// <summary>Small enough to follow a load that changes over the day, large enough for its head of three bytes to cost nothing.</summary>
    public const int Size = 256;

    /// <summary>Says instead of a width that every number is the center, but for those in the list.</summary>
    private const int NoBits = 63;

    private const int SignedFlag = 0x40;
    private const int FarOffFlag = 0x80;

    /// <summary>Bits that <see cref="Write"/> would take, as nearly as choosing between transforms needs it.</summary>
    [SkipLocalsInit]
    public static int EstimateBits(ReadOnlySpan<long> numbers)
    {
        Span<ulong> folded = stackalloc ulong[Size];
        return Choose(numbers, folded[..numbers.Length]).Bits;
    }

    /// <param name="writer">Where to.</param>
    /// <param name="numbers">One to <see cref="Size"/> of them.</param>
    /// <param name="center">The center of the block before, and then that of this one.</param>
    [SkipLocalsInit]
    public static void Write(ref ByteWriter writer, scoped ReadOnlySpan<long> numbers, ref long center)
    {
        Span<ulong> space = stackalloc ulong[Size];
        var folded = space[..numbers.Length];
        var plan = Choose(numbers, folded);
        Fold(numbers, folded, plan);
        writer.Byte((byte)((plan.IsSigned ? SignedFlag : 0) | (plan.FarOff > 0 ? FarOffFlag : 0) | plan.LowBits));
        writer.Zigzag(plan.Center - center);
        center = plan.Center;
        if (plan.LowBits != NoBits)
        {
            TakeOutFarOff(folded, plan);
            RiceCoding.Write(ref writer, folded, plan.LowBits);
            Fold(numbers, folded, plan);
        }

        if (plan.FarOff > 0)
            WriteFarOff(ref writer, folded, plan);
    }

    [SkipLocalsInit]
    public static void Read(ref ByteReader reader, scoped Span<long> numbers, ref long center)
    {
        var head = reader.Byte();
        center += reader.Zigzag();
        var lowBits = head & NoBits;
        if (lowBits == NoBits)
        {
            numbers.Fill(center);
        }
        else
        {
            if (lowBits > RiceCoding.MaxLowBits)
                ByteReader.Broken($"a width of {lowBits} bits");
            Span<ulong> space = stackalloc ulong[Size];
            var folded = space[..numbers.Length];
            RiceCoding.Read(ref reader, folded, lowBits);
            Unfold(folded, numbers, center, (head & SignedFlag) != 0);
        }

        if ((head & FarOffFlag) != 0)
            ReadFarOff(ref reader, numbers, center, (head & SignedFlag) != 0);
    }

    private static Plan Choose(ReadOnlySpan<long> numbers, Span<ulong> folded)
    {
        var plan = new Plan(Smallest(numbers), false, 0, 0, 0);
        Fold(numbers, folded, plan);
        plan = WithWidth(plan, folded);
        if (plan.Bits == 0)
            return plan;

        var signed = new Plan(Middle(numbers), true, 0, 0, 0);
        Fold(numbers, folded, signed);
        signed = WithWidth(signed, folded);
        return signed.Bits < plan.Bits ? signed : plan;
    }

    private static void Fold(ReadOnlySpan<long> numbers, Span<ulong> folded, Plan plan)
    {
        if (plan.IsSigned)
        {
            for (var i = 0; i < folded.Length; i++)
            {
                folded[i] = Zigzag.Fold(numbers[i] - plan.Center);
            }
        }
        else
        {
            for (var i = 0; i < folded.Length; i++)
            {
                folded[i] = (ulong)(numbers[i] - plan.Center);
            }
        }
    }

    private static void Unfold(ReadOnlySpan<ulong> folded, Span<long> numbers, long center, bool isSigned)
    {
        if (isSigned)
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = Zigzag.Unfold(folded[i]) + center;
            }
        }
        else
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = (long)folded[i] + center;
            }
        }
    }

    private static long Smallest(ReadOnlySpan<long> numbers)
    {
        var smallest = numbers[0];
        foreach (var number in numbers)
        {
            smallest = Math.Min(smallest, number);
        }

        return smallest;
    }

    /// <summary>The mean of those that are not far off the mean of all; any number at all is correct, only not as good.</summary>
    private static long Middle(ReadOnlySpan<long> numbers)
    {
        double sum = 0, distance = 0;
        foreach (var number in numbers)
        {
            sum += number;
        }

        var mean = sum / numbers.Length;
        foreach (var number in numbers)
        {
            distance += Math.Abs(number - mean);
        }

        distance = 2 * distance / numbers.Length;
        double near = 0;
        var count = 0;
        foreach (var number in numbers)
        {
            if (Math.Abs(number - mean) > distance)
                continue;
            near += number;
            count++;
        }

        return count == 0 ? numbers[numbers.Length / 2] : (long)Math.Round(near / count);
    }

    private static Plan WithWidth(Plan plan, ReadOnlySpan<ulong> folded)
    {
        var best = plan with { LowBits = NoBits, FarOff = CountOver(folded, 0, out var bits), Bits = bits };
        if (best.FarOff == 0)
            return best;
        var likely = BitOperations.Log2(Typical(folded) | 1);
        for (var lowBits = Math.Max(0, likely - 1); lowBits <= Math.Min(RiceCoding.MaxLowBits, likely + 1); lowBits++)
        {
            var (farOff, needed) = Cost(folded, lowBits);
            if (needed < best.Bits)
                best = plan with { LowBits = lowBits, FarOff = farOff, Bits = needed };
        }

        return best;
    }

    /// <summary>The mean of those that are not many times the mean of all.</summary>
    private static ulong Typical(ReadOnlySpan<ulong> folded)
    {
        double sum = 0;
        foreach (var number in folded)
        {
            sum += number;
        }

        var limit = 8 * sum / folded.Length;
        double near = 0;
        foreach (var number in folded)
        {
            near += number <= limit ? number : 0;
        }

        return (ulong)Math.Min(near / folded.Length, long.MaxValue);
    }

    private static (int FarOff, int Bits) Cost(ReadOnlySpan<ulong> folded, int lowBits)
    {
        ulong quotients = 0;
        int farOff = 0, bits = 0;
        foreach (var number in folded)
        {
            var quotient = number >> lowBits;
            if (quotient <= RiceCoding.MaxQuotient)
            {
                quotients += quotient;
                continue;
            }

            farOff++;
            bits += FarOffBits(number);
        }

        return (farOff, bits + (int)quotients + (folded.Length * (lowBits + 1)));
    }

    private static int CountOver(ReadOnlySpan<ulong> folded, ulong limit, out int bits)
    {
        var count = 0;
        bits = 0;
        foreach (var number in folded)
        {
            if (number <= limit)
                continue;
            count++;
            bits += FarOffBits(number);
        }

        return count;
    }

    private static int FarOffBits(ulong number) => 8 + (8 * ((BitOperations.Log2(number | 1) / 7) + 1));

    private static bool IsFarOff(ulong number, Plan plan) =>
        plan.LowBits == NoBits ? number != 0 : number >> plan.LowBits > RiceCoding.MaxQuotient;

    private static void TakeOutFarOff(Span<ulong> folded, Plan plan)
    {
        if (plan.FarOff == 0)
            return;
        foreach (ref var number in folded)
        {
            if (IsFarOff(number, plan))
                number = 0;
        }
    }

    /// <summary>Writes those that are far off, each with how many stand between it and the one before.</summary>
    private static void WriteFarOff(ref ByteWriter writer, scoped ReadOnlySpan<ulong> folded, Plan plan)
    {
        writer.Varint((ulong)plan.FarOff);
        var next = 0;
        for (var i = 0; i < folded.Length; i++)
        {
            if (!IsFarOff(folded[i], plan))
                continue;
            writer.Varint((ulong)(i - next));
            writer.Varint(folded[i]);
            next = i + 1;
        }
    }

    private static void ReadFarOff(ref ByteReader reader, scoped Span<long> numbers, long center, bool isSigned)
    {
        var next = 0;
        for (var left = reader.Count(numbers.Length); left > 0; left--)
        {
            var at = next + reader.Count(numbers.Length);
            var folded = reader.Varint();
            if (at >= numbers.Length)
                ByteReader.Broken($"a number at {at} of {numbers.Length}");
            numbers[at] = center + (isSigned ? Zigzag.Unfold(folded) : (long)folded);
            next = at + 1;
        }
    }

    /// <summary>How a block is written.</summary>
    /// <param name="Center">What the numbers are compared with.</param>
    /// <param name="IsSigned">Whether they lie on both sides of it.</param>
    /// <param name="LowBits">The width of <see cref="RiceCoding"/>, or <see cref="NoBits"/>.</param>
    /// <param name="FarOff">How many stand in the list.</param>
    /// <param name="Bits">What it takes, but for its head.</param>
    private readonly record struct Plan(long Center, bool IsSigned, int LowBits, int FarOff, int Bits);
}
