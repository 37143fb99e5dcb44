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

        return buckets;
    }

    public static long StartOf(long time, Resolution resolution) => time - (((time % (long)resolution) + (long)resolution) % (long)resolution);

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
