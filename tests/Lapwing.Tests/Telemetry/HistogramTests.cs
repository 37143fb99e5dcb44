using CsCheck;
using Lapwing.Telemetry;

namespace Lapwing.Tests.Telemetry;

public sealed class HistogramTests
{
    [Fact]
    public void Every_value_falls_in_the_first_bucket_whose_bound_is_not_below_it() =>
        Gen.Double[0, 200].Sample(value =>
        {
            var histogram = new Histogram();
            histogram.Record(value);
            Assert.Equal(Histogram.Bounds.First(bound => value <= bound), histogram.Quantile(1));
            Assert.Equal(1, histogram.Count);
        });

    [Fact]
    public void Bounds_belong_to_their_own_bucket() =>
        Assert.All(Histogram.Bounds, bound =>
        {
            var histogram = new Histogram();
            histogram.Record(bound);
            Assert.Equal(bound, histogram.Quantile(0.5));
        });

    [Fact]
    public void Without_values_there_is_no_quantile() => Assert.Equal(double.NaN, new Histogram().Quantile(0.5));
}
