using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lapwing.Storage.Chunks;

/// <summary>
/// Doubles that stand for decimal numbers, as nearly all measured values do: 21.7 is 217 with one decimal. A double is such a number with so
/// many decimals when dividing gives it back to the last bit; anything else, NaN and −0 among it, is not.
/// </summary>
internal static class DecimalScale
{
    /// <summary>Decimals at most. More are the traces of a calculation.</summary>
    public const int MaxDecimals = 15;

    /// <summary>Integers up to here are exact doubles, and multiplying errs by less than a half.</summary>
    private const double Largest = 1L << 52;

    /// <summary>Values looked at to find the decimals of all, at least.</summary>
    private const int Sample = 16;

    /// <summary>Bits that one more decimal costs each value: the logarithm of ten.</summary>
    private const double BitsPerDecimal = 3.32;

    /// <summary>Bits of a value that has to be kept as it is: itself and its place.</summary>
    private const double BitsOfOther = 88;

    private static ReadOnlySpan<double> Powers => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>The decimals with which the values take least, those that have more of them being kept as they are.</summary>
    /// <param name="values">Any doubles.</param>
    /// <param name="share">How many of a thousand values have no more decimals than that.</param>
    public static int Find(ReadOnlySpan<double> values, out int share)
    {
        Span<int> counts = stackalloc int[MaxDecimals + 2];
        counts.Clear();
        var step = Math.Max(1, values.Length / Math.Max(Sample, values.Length / Sample));
        var total = 0;
        for (var i = 0; i < values.Length; i += step)
        {
            counts[Of(values[i])]++;
            total++;
        }

        var (best, least, others, fit) = (0, double.MaxValue, total, 0);
        for (var decimals = 0; decimals <= MaxDecimals; decimals++)
        {
            others -= counts[decimals];
            var bits = (decimals * BitsPerDecimal * total) + (others * BitsOfOther);
            if (counts[decimals] > 0 && bits < least)
                (best, least, fit) = (decimals, bits, total - others);
        }

        share = 1000 * fit / total;
        return best;
    }

    /// <summary>
    /// The values as integers with so many decimals. For those that are none the integer before stands, and their places go to
    /// <paramref name="others"/>.
    /// </summary>
    /// <returns>How many those are.</returns>
    public static int ToIntegers(ReadOnlySpan<double> values, int decimals, Span<long> integers, Span<ushort> others)
    {
        var power = Powers[decimals];
        var count = 0;
        for (var i = 0; i < values.Length;)
        {
            if (i <= values.Length - Vector<double>.Count && TryScale(new Vector<double>(values[i..]), power, integers[i..]))
            {
                i += Vector<double>.Count;
                continue;
            }

            for (var end = Math.Min(i + Vector<double>.Count, values.Length); i < end; i++)
            {
                if (TryScale(values[i], power, out integers[i]))
                    continue;
                integers[i] = i == 0 ? 0 : integers[i - 1];
                others[count++] = (ushort)i;
            }
        }

        if (count > 0 && others[0] == 0)
            FillBeginning(integers, others[..count]);
        return count;
    }

    public static void ToDoubles(ReadOnlySpan<long> integers, int decimals, Span<double> values)
    {
        var power = Powers[decimals];
        var powers = new Vector<double>(power);
        var i = 0;
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var vector = Vector.ConvertToDouble(new Vector<long>(integers[i..]));
            (decimals == 0 ? vector : vector / powers).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = integers[i] / power;
        }
    }

    /// <summary>The decimals of a value; one more than <see cref="MaxDecimals"/> where it has none or too many.</summary>
    private static int Of(double value)
    {
        for (var decimals = 0; decimals <= MaxDecimals; decimals++)
        {
            if (TryScale(value, Powers[decimals], out _))
                return decimals;
        }

        return MaxDecimals + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryScale(double value, double power, out long integer)
    {
        var scaled = Math.Round(value * power);
        integer = (long)scaled;
        return Math.Abs(scaled) <= Largest && BitConverter.DoubleToInt64Bits(integer / power) == BitConverter.DoubleToInt64Bits(value);
    }

    private static bool TryScale(Vector<double> values, double power, Span<long> integers)
    {
        var powers = new Vector<double>(power);
        var scaled = Vector.Round(values * powers);
        var whole = Vector.ConvertToInt64(scaled);
        if (!Vector.LessThanOrEqualAll(Vector.Abs(scaled), new Vector<double>(Largest))
            || !Vector.EqualsAll((Vector.ConvertToDouble(whole) / powers).As<double, long>(), values.As<double, long>()))
            return false;
        whole.CopyTo(integers);
        return true;
    }

    /// <summary>Before the first integer there is none to stand in; so it does itself.</summary>
    private static void FillBeginning(Span<long> integers, ReadOnlySpan<ushort> others)
    {
        var first = 0;
        while (first < others.Length && others[first] == first)
        {
            first++;
        }

        if (first < integers.Length)
            integers[..first].Fill(integers[first]);
    }
}
