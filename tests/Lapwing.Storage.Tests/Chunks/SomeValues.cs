using CsCheck;
using Lapwing.Model;

namespace Lapwing.Storage.Tests.Chunks;

/// <summary>Columns of values as they are measured, and as nobody measures them.</summary>
internal static class SomeValues
{
    private static readonly double[] Odd =
    [
        0, -0.0, 1, -1, double.NaN, StaleMarker.Value, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon,
        double.MaxValue, double.MinValue, 1L << 52, (1L << 52) + 0.5, 1L << 53, 0.1 + 0.2, 1e-15, 1e15, 1e22, 4.35, Math.PI,
        BitConverter.Int64BitsToDouble(0x7ff8dead0000beef), BitConverter.Int64BitsToDouble(-1),
    ];

    private static readonly Gen<double> AnyBits = Gen.ULong.Select(BitConverter.UInt64BitsToDouble);

    private static readonly Gen<double> OddValue = Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]);

    /// <summary>One to 600 values, so that some take several blocks.</summary>
    private static readonly Gen<int> Count = Gen.Frequency((3, Gen.Int[1, 20]), (2, Gen.Int[200, 300]), (1, Gen.Int[500, 600]));

    public static readonly Gen<double[]> Any = Gen.OneOf(
        Count.SelectMany(count => AnyBits.Array[count]),
        Count.SelectMany(count => OddValue.Array[count]),
        Count.SelectMany(count => Gen.Frequency((9, Gen.Int[0, 3].Select(i => (double)i)), (1, OddValue)).Array[count]),
        Gen.Select(Count, Gen.Int[0, 15], Gen.Long[-1_000_000_000, 1_000_000_000]).SelectMany((count, decimals, from) =>
            Gen.Frequency((50, Gen.Int[-30, 1000]), (1, Gen.Int)).Array[count].Select(steps => Wander(from, steps, Math.Pow(10, decimals)))),
        Gen.Select(Count, Gen.Double[0, 1e6]).SelectMany((count, from) => Gen.Double[-1, 1].Array[count].Select(steps => Wander(from, steps))));

    public static readonly Gen<long[]> AnyIntegers = Gen.OneOf(
        Count.SelectMany(count => Gen.Long.Array[count]),
        Count.SelectMany(count => Gen.OneOf(Gen.Const(long.MinValue), Gen.Const(long.MaxValue), Gen.Const(0L), Gen.Long[-2, 2]).Array[count]),
        Gen.Select(Count, Gen.Long, Gen.Int[1, 100_000]).SelectMany((count, from, step) =>
            Gen.Frequency((20, Gen.Const(0)), (2, Gen.Int[-3, 3]), (1, Gen.Int)).Array[count].Select(late =>
                late.Select((off, i) => from + ((long)i * step) + off).ToArray())));

    private static double[] Wander(long from, int[] steps, double power)
    {
        var at = from;
        return [.. steps.Select(step => (at += step) / power)];
    }

    private static double[] Wander(double from, double[] steps)
    {
        var at = from;
        return [.. steps.Select(step => at += step)];
    }
}
