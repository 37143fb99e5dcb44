using CsCheck;
using Lapwing.Windows;

namespace Lapwing.Tests.Windows;

public sealed class MomentsTests
{
    private static readonly Gen<double[]> Values = Gen.Double[-1e6, 1e6].Array[1, 50];

    [Fact]
    public void Statistics_are_those_of_the_plain_definitions() =>
        Values.Sample(values => AssertStatistics(values, Of(values)));

    [Fact]
    public void Merged_parts_are_the_whole() =>
        Gen.Select(Values, Values).Sample((earlier, later) =>
        {
            var merged = Of(earlier);
            merged.Merge(Of(later));
            AssertStatistics([.. earlier, .. later], merged);
        });

    [Fact]
    public void A_small_deviation_of_large_values_is_not_lost()
    {
        var moments = Of([1e9 + 1, 1e9 + 2, 1e9 + 3]);
        Assert.Equal(Math.Sqrt(2.0 / 3), moments.ToStatistics(0).StandardDeviation, 1e-6);
    }

    [Fact]
    public void NaN_is_missing_and_changes_no_number()
    {
        var statistics = Of([1, double.NaN, 3]).ToStatistics(0);
        Assert.Equal((2, 1, 2.0, 3.0), (statistics.Count, statistics.Missing, statistics.Mean, statistics.Latest));
    }

    private static Moments Of(double[] values)
    {
        var moments = new Moments();
        foreach (var value in values)
        {
            moments.Add(value);
        }

        return moments;
    }

    private static void AssertStatistics(double[] values, Moments moments)
    {
        var statistics = moments.ToStatistics(10);
        var mean = values.Average();
        Assert.Equal(values.Length, statistics.Count);
        Assert.Equal(mean, statistics.Mean, 1e-6);
        Assert.Equal(values.Min(), statistics.Min);
        Assert.Equal(values.Max(), statistics.Max);
        Assert.Equal(values[^1], statistics.Latest);
        Assert.Equal(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), statistics.StandardDeviation, 1e-4);
        Assert.Equal(values.Length / 10.0, statistics.Rate);
    }
}
