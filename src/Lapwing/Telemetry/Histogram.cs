using System.Numerics;

namespace Lapwing.Telemetry;

/// <summary>
/// Counts values in buckets whose upper bounds double: 2^-14 s (61 µs) to 2^6 s (64 s), then the rest. Recording is one interlocked
/// increment and a bit scan; safe for many threads.
/// </summary>
internal sealed class Histogram
{
    private const int LowestExponent = -14;
    private const int Buckets = 21;

    private readonly long[] _counts = new long[Buckets + 1];
    private double _sum;

    /// <summary>Upper bounds of the buckets, the last being infinity.</summary>
    public static IReadOnlyList<double> Bounds { get; } =
        [.. Enumerable.Range(0, Buckets).Select(i => Math.ScaleB(1, LowestExponent + i)), double.PositiveInfinity];

    public double Sum => Volatile.Read(ref _sum);

    public long Count => Counts().Sum();

    /// <param name="value">Not negative; NaN is not recorded.</param>
    public void Record(double value)
    {
        if (double.IsNaN(value))
            return;
        Interlocked.Increment(ref _counts[BucketOf(value)]);
        double before;
        do
        {
            before = Volatile.Read(ref _sum);
        }
        while (Interlocked.CompareExchange(ref _sum, before + value, before) != before);
    }

    /// <summary>How many values fell in each bucket.</summary>
    public long[] Counts() => [.. _counts.Select((_, i) => Interlocked.Read(ref _counts[i]))];

    /// <summary>An upper bound of the quantile: the bound of the bucket it falls in; NaN without values.</summary>
    public double Quantile(double q)
    {
        var counts = Counts();
        var rank = q * counts.Sum();
        long seen = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            if (seen > 0 && seen >= rank)
                return Bounds[i];
        }

        return double.NaN;
    }

    private static int BucketOf(double value)
    {
        var scaled = Math.ScaleB(value, -LowestExponent);
        if (scaled <= 1)
            return 0;
        if (scaled > 1L << (Buckets - 1))
            return Buckets;
        return BitOperations.Log2((ulong)Math.Ceiling(scaled) - 1) + 1;
    }
}
