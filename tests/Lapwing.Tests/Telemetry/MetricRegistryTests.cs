using System.Buffers;
using System.Text;
using Lapwing.Telemetry;

namespace Lapwing.Tests.Telemetry;

public sealed class MetricRegistryTests
{
    [Fact]
    public void Metrics_are_written_in_the_text_format()
    {
        var histogram = new Histogram();
        histogram.Record(0.5);
        histogram.Record(1000);
        var text = Write(new MetricRegistry()
            .Counter("a_total", "What\nit is.", () => 3)
            .Gauge("b", "Another.", () => double.PositiveInfinity)
            .Counters("c_total", "By label.", "name", () => [("x\"y\\", 1.5)])
            .Histogram("d_seconds", "Times.", histogram));

        Assert.StartsWith("""
            # HELP a_total What\nit is.
            # TYPE a_total counter
            a_total 3
            # HELP b Another.
            # TYPE b gauge
            b +Inf
            # HELP c_total By label.
            # TYPE c_total counter
            c_total{name="x\"y\\"} 1.5
            # HELP d_seconds Times.
            # TYPE d_seconds histogram
            d_seconds_bucket{le="6.103515625E-05"} 0

            """, text);
        Assert.EndsWith("""
            d_seconds_bucket{le="0.25"} 0
            d_seconds_bucket{le="0.5"} 1
            d_seconds_bucket{le="1"} 1
            d_seconds_bucket{le="2"} 1
            d_seconds_bucket{le="4"} 1
            d_seconds_bucket{le="8"} 1
            d_seconds_bucket{le="16"} 1
            d_seconds_bucket{le="32"} 1
            d_seconds_bucket{le="64"} 1
            d_seconds_bucket{le="+Inf"} 2
            d_seconds_sum 1000.5
            d_seconds_count 2

            """, text);
    }

    private static string Write(MetricRegistry metrics)
    {
        var output = new ArrayBufferWriter<byte>();
        metrics.Write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
