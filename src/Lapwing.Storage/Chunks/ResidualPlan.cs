using System.Numerics;
using System.Runtime.InteropServices;

namespace Lapwing.Storage.Chunks;

/// <summary>How a <see cref="ResidualBlock"/> is written.</summary>
/// <param name="Center">What the numbers are compared with.</param>
/// <param name="IsSigned">Whether they lie on both sides of it; else it is the smallest.</param>
/// <param name="LowBits">The width of <see cref="RiceCoding"/>, or <see cref="NoBits"/>.</param>
/// <param name="Bits">What it takes, but for its head.</param>
internal readonly record struct ResidualPlan(long Center, bool IsSigned, int LowBits, int Bits)
{
    /// <summary>Says instead of a width that every number is the center, but for those that are listed.</summary>
    public const int NoBits = 63;

    /// <summary>Numbers so many times the mean are not what the width is for.</summary>
    private const int Outlier = 8;

    /// <summary>Finds the plan that takes least.</summary>
    /// <param name="numbers">One to <see cref="ResidualBlock.Size"/> of them.</param>
    /// <param name="folded">Room for as many.</param>
    public static ResidualPlan Find(ReadOnlySpan<long> numbers, Span<ulong> folded)
    {
        var above = new ResidualPlan(Smallest(numbers), false, NoBits, 0);
        above.Fold(numbers, folded);
        var count = (ulong)numbers.Length;
        var amount = Amount.Of(folded);
        if (amount.Largest == 0)
            return above;
        above = above.WithWidth(folded, amount);

        // One that lies far below moves all others to the upper end.
        var isLopsided = amount.HasOutliers || amount.Sum / count > amount.Largest - (amount.Largest / Outlier);
        var middle = isLopsided ? Middle(numbers) : above.Center + (long)((amount.Sum + (count / 2)) / count);
        var around = above with { IsSigned = true, Center = middle };
        around.Fold(numbers, folded);
        around = around.WithWidth(folded, Amount.Of(folded));
        return around.Bits < above.Bits ? around : above;
    }

    /// <summary>Makes the numbers small ones without a sign.</summary>
    public void Fold(ReadOnlySpan<long> numbers, Span<ulong> folded)
    {
        var i = 0;
        var centers = new Vector<long>(Center);
        for (; i <= folded.Length - Vector<long>.Count; i += Vector<long>.Count)
        {
            var vector = new Vector<long>(numbers[i..]) - centers;
            if (IsSigned)
                vector = (vector << 1) ^ (vector >> 63);
            vector.As<long, ulong>().CopyTo(folded[i..]);
        }

        for (; i < folded.Length; i++)
        {
            folded[i] = IsSigned ? Zigzag.Fold(numbers[i] - Center) : (ulong)(numbers[i] - Center);
        }
    }

    /// <summary>What <see cref="Fold"/> did, undone.</summary>
    public void Unfold(ReadOnlySpan<ulong> folded, Span<long> numbers)
    {
        var i = 0;
        var centers = new Vector<ulong>((ulong)Center);
        for (; i <= numbers.Length - Vector<ulong>.Count; i += Vector<ulong>.Count)
        {
            var vector = new Vector<ulong>(folded[i..]);
            if (IsSigned)
                vector = (vector >>> 1) ^ (Vector<ulong>.Zero - (vector & Vector<ulong>.One));
            (vector + centers).As<ulong, long>().CopyTo(numbers[i..]);
        }

        for (; i < numbers.Length; i++)
        {
            numbers[i] = Unfold(folded[i]);
        }
    }

    public long Unfold(ulong folded) => Center + (IsSigned ? Zigzag.Unfold(folded) : (long)folded);

    /// <summary>Whether a number is kept in the list.</summary>
    public bool IsFarOff(ulong folded) => LowBits == NoBits ? folded != 0 : folded >> LowBits > RiceCoding.MaxQuotient;

    private static long Smallest(ReadOnlySpan<long> numbers)
    {
        var smallest = long.MaxValue;
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(numbers);
        if (vectors.Length > 0)
        {
            var least = vectors[0];
            foreach (var vector in vectors)
            {
                least = Vector.Min(least, vector);
            }

            for (var i = 0; i < Vector<long>.Count; i++)
            {
                smallest = Math.Min(smallest, least[i]);
            }
        }

        foreach (var number in numbers[(vectors.Length * Vector<long>.Count)..])
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

    /// <summary>This plan with the width that takes least, tried about the mean.</summary>
    private ResidualPlan WithWidth(ReadOnlySpan<ulong> folded, Amount amount)
    {
        var best = this with { LowBits = NoBits, Bits = amount.HasOutliers || amount.Sum < (ulong)folded.Length ? ListBits(folded) : int.MaxValue };
        var typical = amount.HasOutliers ? MeanWithoutOutliers(folded) : amount.Sum / (ulong)folded.Length;
        var likely = BitOperations.Log2(typical | 1);
        for (var lowBits = Math.Max(0, likely - 1); lowBits <= Math.Min(RiceCoding.MaxLowBits, likely + 1); lowBits++)
        {
            var bits = amount.Largest >> lowBits <= RiceCoding.MaxQuotient ? RiceCoding.Bits(folded, lowBits) : BitsWithList(folded, lowBits);
            if (bits < best.Bits)
                best = this with { LowBits = lowBits, Bits = bits };
        }

        return best;
    }

    private static ulong MeanWithoutOutliers(ReadOnlySpan<ulong> folded)
    {
        double sum = 0;
        foreach (var number in folded)
        {
            sum += number;
        }

        var limit = Outlier * sum / folded.Length;
        double near = 0;
        foreach (var number in folded)
        {
            near += number <= limit ? number : 0;
        }

        return (ulong)Math.Min(near / folded.Length, long.MaxValue);
    }

    private static int BitsWithList(ReadOnlySpan<ulong> folded, int lowBits)
    {
        ulong quotients = 0;
        var bits = folded.Length * (lowBits + 1);
        foreach (var number in folded)
        {
            var quotient = number >> lowBits;
            if (quotient <= RiceCoding.MaxQuotient)
                quotients += quotient;
            else
                bits += ListBits(number);
        }

        return bits + (int)quotients;
    }

    private static int ListBits(ReadOnlySpan<ulong> folded)
    {
        var bits = 0;
        foreach (var number in folded)
        {
            bits += number == 0 ? 0 : ListBits(number);
        }

        return bits;
    }

    /// <summary>A byte for the place, and a varint.</summary>
    private static int ListBits(ulong number) => 8 + (8 * ((BitOperations.Log2(number | 1) / 7) + 1));

    /// <summary>How large the numbers of a block are.</summary>
    private readonly record struct Amount(ulong Sum, ulong Largest, bool HasOutliers)
    {
        public static Amount Of(ReadOnlySpan<ulong> folded)
        {
            ulong sum = 0, largest = 0;
            var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(folded);
            if (vectors.Length > 0)
            {
                var (sums, most) = (Vector<ulong>.Zero, Vector<ulong>.Zero);
                foreach (var vector in vectors)
                {
                    sums += vector;
                    most = Vector.Max(most, vector);
                }

                sum = Vector.Sum(sums);
                for (var i = 0; i < Vector<ulong>.Count; i++)
                {
                    largest = Math.Max(largest, most[i]);
                }
            }

            foreach (var number in folded[(vectors.Length * Vector<ulong>.Count)..])
            {
                sum += number;
                largest = Math.Max(largest, number);
            }

            // A sum that may have run over says nothing.
            var mayRunOver = largest > ulong.MaxValue / ResidualBlock.Size;
            return new(sum, largest, mayRunOver || largest > Outlier * ((sum / (ulong)folded.Length) + 1));
        }
    }
}
