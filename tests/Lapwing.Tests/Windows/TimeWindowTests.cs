using CsCheck;
using Lapwing.Windows;

namespace Lapwing.Tests.Windows;

public sealed class TimeWindowTests
{
    private const long Minute = 60_000;

    /// <summary>A time on a step of the window, far from the epoch.</summary>
    private const long Begin = 1_700_000_040_000;

    [Fact]
    public void It_covers_its_length_to_within_one_step() =>
        Gen.Select(Gen.Int[0, 200_000].Array[1, 100], Gen.Int[0, 300_000]).Sample((offsets, until) =>
        {
            Array.Sort(offsets);
            var window = new TimeWindow(TimeSpan.FromMinutes(1));
            foreach (var offset in offsets)
            {
                window.Add(Begin + offset, offset);
            }

            var now = Math.Max(until, offsets[^1]);
            var count = window.Statistics(Begin + now).Count;
            Assert.InRange(count, offsets.Count(offset => offset > now - Minute + 1000), offsets.Count(offset => offset > now - Minute));
        });

    [Fact]
    public void Values_leave_it_as_time_passes_without_new_ones()
    {
        var window = new TimeWindow(TimeSpan.FromMinutes(1));
        window.Add(Begin, 5);
        Assert.Equal(1, window.Statistics(Begin + 59_000).Count);
        Assert.Equal(0, window.Statistics(Begin + 61_000).Count);
    }

    [Fact]
    public void Late_values_count_where_they_belong_and_too_late_ones_not_at_all()
    {
        var window = new TimeWindow(TimeSpan.FromMinutes(1));
        window.Add(Begin + Minute, 1);
        window.Add(Begin + 30_000, 2);
        window.Add(Begin - Minute, 3);
        var statistics = window.Statistics(Begin + Minute);
        Assert.Equal((2, 1.5, 1), (statistics.Count, statistics.Mean, statistics.Latest));
    }

    [Fact]
    public void A_long_silence_clears_all_buckets()
    {
        var window = new TimeWindow(TimeSpan.FromMinutes(1));
        window.Add(Begin, 1);
        window.Add(Begin + (1000 * Minute), 7);
        Assert.Equal((1, 7.0), (window.Statistics(Begin + (1000 * Minute)).Count, window.Statistics(Begin + (1000 * Minute)).Mean));
    }

    [Fact]
    public void The_rate_of_a_window_that_has_just_begun_is_over_the_time_since()
    {
        var window = new TimeWindow(TimeSpan.FromHours(1));
        for (var second = 0; second < 120; second++)
        {
            window.Add(Begin + (second * 1000), 1);
        }

        Assert.Equal(1, window.Statistics(Begin + 120_000).Rate, 0.01);
    }
}
