namespace Lapwing.Windows;

/// <summary>
/// Statistics of the samples in a window. Where a window holds no sample, <see cref="Count"/> is 0 and there is nothing else: no number is
/// made up. NaN samples are not values: they are left out and told in <see cref="Missing"/>, as are runs that brought no headline.
/// </summary>
internal readonly record struct WindowStatistics
{
    /// <summary>Samples with a value.</summary>
    public long Count { get; init; }

    /// <summary>Runs without a value.</summary>
    public long Missing { get; init; }

    public double Mean { get; init; }

    public double Min { get; init; }

    public double Max { get; init; }

    /// <summary>The newest value.</summary>
    public double Latest { get; init; }

    /// <summary>Standard deviation of the samples as a population.</summary>
    public double StandardDeviation { get; init; }

    /// <summary>Samples per second over the time that the window covers.</summary>
    public double Rate { get; init; }
}
