namespace Lapwing.Windows;

/// <summary>
/// Count, mean, sum of squared deviations, least and greatest of some values, which can be merged with those of other values.
/// Mean and deviations are updated by Welford's method and merged by Chan's ("Updating formulae and a pairwise algorithm for computing
/// sample variances", 1979): no sum of squares that loses the digits of a small deviation of large values.
/// </summary>
internal struct Moments
{
    public long Count;
    public long Missing;
    public double Mean;
    public double SquaredDeviations;
    public double Min;
    public double Max;
    public double Latest;

    public void Add(double value)
    {
        if (double.IsNaN(value))
        {
            Missing++;
            return;
        }

        Count++;
        var delta = value - Mean;
        Mean += delta / Count;
        SquaredDeviations += delta * (value - Mean);
        Min = Count == 1 ? value : Math.Min(Min, value);
        Max = Count == 1 ? value : Math.Max(Max, value);
        Latest = value;
    }

    /// <summary>Adds the values of <paramref name="later"/>, which came after these.</summary>
    public void Merge(in Moments later)
    {
        Missing += later.Missing;
        if (later.Count == 0)
            return;
        if (Count == 0)
        {
            var missing = Missing;
            this = later;
            Missing = missing;
            return;
        }

        var count = Count + later.Count;
        var delta = later.Mean - Mean;
        SquaredDeviations += later.SquaredDeviations + (delta * delta * Count * later.Count / count);
        Mean += delta * later.Count / count;
        Count = count;
        Min = Math.Min(Min, later.Min);
        Max = Math.Max(Max, later.Max);
        Latest = later.Latest;
    }

    /// <param name="seconds">The time that the values cover; 0 where it is not known.</param>
    public readonly WindowStatistics ToStatistics(double seconds) => new()
    {
        Count = Count,
        Missing = Missing,
        Mean = Mean,
        Min = Min,
        Max = Max,
        Latest = Latest,
        StandardDeviation = Count == 0 ? 0 : Math.Sqrt(Math.Max(0, SquaredDeviations) / Count),
        Rate = seconds > 0 ? Count / seconds : 0,
    };
}
