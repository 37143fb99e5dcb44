using System.Runtime.InteropServices;
using Lapwing.Model;

namespace Lapwing.Storage.Tiers;

/// <summary>Makes buckets of samples.</summary>
internal static class Bucketing
{
    /// <summary>The buckets of those samples that are not before an instant; what is before it is only looked at for what a counter stood at.</summary>
    /// <param name="samples">In order of time.</param>
    /// <param name="resolution">The length of a bucket.</param>
    /// <param name="from">A multiple of that.</param>
    public static List<Bucket> Of(IReadOnlyList<Sample> samples, Resolution resolution, long from)
    {
        var buckets = new List<Bucket>();
        double? before = null;
        foreach (var (time, value) in samples)
        {
            if (StaleMarker.Is(value))
                continue;
            if (time >= from)
                Add(buckets, StartOf(time, resolution), value, Growth(before, value));
            before = value;
        }

        foreach (ref var bucket in CollectionsMarshal.AsSpan(buckets))
        {
            bucket = bucket with { Sum = Rounded(bucket.Sum), Increase = Rounded(bucket.Increase) };
        }

        return buckets;
    }

    public static long StartOf(long time, Resolution resolution) => time - (((time % (long)resolution) + (long)resolution) % (long)resolution);

    /// <summary>
    /// To 15 digits, which are all that a sum of decimal numbers has: what is beyond came of adding in binary, and would take more room than the rest.
    /// </summary>
    private static double Rounded(double value) => Math.Abs(value) is > 1e-12 and < 1e27 ? (double)(decimal)value : value;

    private static double Growth(double? before, double value) => before switch
    {
        null => 0,
        { } last when value < last => value,
        { } last => value - last,
    };

    private static void Add(List<Bucket> buckets, long start, double value, double growth)
    {
        if (buckets.Count == 0 || buckets[^1].Start != start)
        {
            buckets.Add(new(start, value, value, value, 1, value, growth));
            return;
        }

        var bucket = buckets[^1];
        buckets[^1] = new(start, Math.Min(bucket.Min, value), Math.Max(bucket.Max, value), bucket.Sum + value, bucket.Count + 1, value, bucket.Increase + growth);
    }
}
