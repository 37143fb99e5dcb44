using Lapwing.Windows;

namespace Lapwing.Tests.Windows;

public sealed class QuantilesTests
{
    [Fact]
    public void They_are_interpolated_between_ranks()
    {
        var quantiles = Quantiles.Of([4, 1, 3, 2]);
        Assert.Equal(2.5, quantiles.P50);
        Assert.Equal(3.7, quantiles.P90, 1e-12);
    }

    [Fact]
    public void One_value_is_every_quantile() => Assert.Equal(new Quantiles(7, 7, 7, 7), Quantiles.Of([7]));

    [Fact]
    public void No_values_have_none() => Assert.Equal(Quantiles.None, Quantiles.Of([]));

    [Fact]
    public void Infinities_do_not_become_NaN() =>
        Assert.Equal(double.PositiveInfinity, Quantiles.Of([double.PositiveInfinity, double.PositiveInfinity]).P50);
}
