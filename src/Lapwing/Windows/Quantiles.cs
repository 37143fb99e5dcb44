namespace Lapwing.Windows;

/// <summary>
/// Quantiles of stored samples, computed when somebody asks: exact, by interpolation between the two nearest ranks, as PromQL's
/// <c>quantile_over_time</c> has them.
/// </summary>
internal readonly record struct Quantiles(double P50, double P90, double P95, double P99)
{
    /// <summary>Of no values there is no quantile.</summary>
    public static readonly Quantiles None = new(double.NaN, double.NaN, double.NaN, double.NaN);

    /// <param name="values">In any order; sorted in place. None of them NaN.</param>
    public static Quantiles Of(Span<double> values)
    {
        if (values.IsEmpty)
            return None;
        values.Sort();
        return new(At(values, 0.5), At(values, 0.9), At(values, 0.95), At(values, 0.99));
    }

    private static double At(ReadOnlySpan<double> sorted, double quantile)
    {
        var rank = quantile * (sorted.Length - 1);
        var lower = (int)rank;
        var upper = Math.Min(lower + 1, sorted.Length - 1);
        var weight = rank - lower;
        return weight == 0 ? sorted[lower] : (sorted[lower] * (1 - weight)) + (sorted[upper] * weight);
    }
}
