using Lapwing.Probes.Databases;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Probes.Databases;

public sealed class CounterRateTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_first_reading_has_no_rate()
    {
        var rate = new CounterRate(_time);

        Assert.Null(rate.Next(5));
        Assert.Equal(2, Next(rate, 25));
        Assert.Equal(0, Next(rate, 25));
    }

    [Fact]
    public void A_counter_that_went_back_has_no_rate_once()
    {
        var rate = new CounterRate(_time);

        rate.Next(1000);
        Assert.Null(Next(rate, 10));
        Assert.Equal(3, Next(rate, 40));
    }

    [Fact]
    public void A_gap_has_no_rate_on_either_side()
    {
        var rate = new CounterRate(_time);

        rate.Next(10);
        Assert.Null(Next(rate, null));
        Assert.Null(Next(rate, 20));
        Assert.Equal(1, Next(rate, 30));
    }

    private double? Next(CounterRate rate, double? value)
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        return rate.Next(value);
    }
}
