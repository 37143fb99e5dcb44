using CsCheck;
using Lapwing.Windows;

namespace Lapwing.Tests.Windows;

public sealed class CountWindowTests
{
    [Fact]
    public void It_holds_the_last_values_and_no_others() =>
        Gen.Select(Gen.Int[1, 12], Gen.Double[-100, 100].Array[1, 40]).Sample((capacity, values) =>
        {
            var window = new CountWindow(capacity);
            for (var i = 0; i < values.Length; i++)
            {
                window.Add(i, values[i]);
            }

            var expected = values.TakeLast(capacity).ToArray();
            Assert.Equal(expected, window.Values());
            var statistics = window.Statistics();
            Assert.Equal(expected.Length, statistics.Count);
            Assert.Equal(expected.Average(), statistics.Mean, 1e-9);
            Assert.Equal(expected.Max(), statistics.Max);
            Assert.Equal(values[^1], statistics.Latest);
        });

    [Fact]
    public void An_empty_window_has_a_count_of_zero() => Assert.Equal(0, new CountWindow(10).Statistics().Count);

    [Fact]
    public void Missing_values_take_no_place()
    {
        var window = new CountWindow(2);
        window.Add(0, 1);
        window.Add(1, 2);
        window.Add(2, double.NaN);
        Assert.Equal([1, 2], window.Values());
    }

    [Fact]
    public void The_rate_is_samples_over_the_time_they_span()
    {
        var window = new CountWindow(10);
        for (var second = 0; second < 5; second++)
        {
            window.Add(second * 2000, 1);
        }

        Assert.Equal(0.5, window.Statistics().Rate, 1e-9);
    }
}
