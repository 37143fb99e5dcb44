using Lapwing.Windows;

namespace Lapwing.Api;

/// <summary>Statistics of a window, as the API shows them. A window without samples has a count of 0 and nulls.</summary>
internal sealed record WindowView
{
    /// <summary>Samples with a value.</summary>
    public required long Count { get; init; }

    /// <summary>Runs that brought no value.</summary>
    public required long Missing { get; init; }

    public double? Mean { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public double? Latest { get; init; }

    public double? Stddev { get; init; }

    public double? P50 { get; init; }

    public double? P90 { get; init; }

    public double? P95 { get; init; }

    public double? P99 { get; init; }

    /// <summary>Samples per second.</summary>
    public double? Rate { get; init; }

    public static WindowView Of(WindowStatistics window, Quantiles quantiles) => window.Count == 0
        ? new() { Count = 0, Missing = window.Missing }
        : new()
        {
            Count = window.Count,
            Missing = window.Missing,
            Mean = Finite(window.Mean),
            Min = Finite(window.Min),
            Max = Finite(window.Max),
            Latest = Finite(window.Latest),
            Stddev = Finite(window.StandardDeviation),
            P50 = Finite(quantiles.P50),
            P90 = Finite(quantiles.P90),
            P95 = Finite(quantiles.P95),
            P99 = Finite(quantiles.P99),
            Rate = Finite(window.Rate),
        };

    /// <summary>JSON has no infinities and no NaN: they become null.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
