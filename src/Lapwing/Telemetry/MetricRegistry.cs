using System.Buffers;

namespace Lapwing.Telemetry;

/// <summary>
/// Lapwing's own metrics: each is read when somebody asks, from a counter that its step keeps anyway, so that telemetry costs the steps
/// nothing. Registered at the start; read by any thread.
/// </summary>
internal sealed class MetricRegistry
{
    private readonly List<Metric> _metrics = [];

    /// <summary>A number that only grows; by convention its name ends in <c>_total</c>.</summary>
    public MetricRegistry Counter(string name, string help, Func<double> read) => Add(name, help, "counter", () => [("", read())]);

    /// <summary>A number that goes up and down.</summary>
    public MetricRegistry Gauge(string name, string help, Func<double> read) => Add(name, help, "gauge", () => [("", read())]);

    /// <summary>One number per value of a label.</summary>
    public MetricRegistry Counters(string name, string help, string label, Func<IEnumerable<(string Value, double Number)>> read) =>
        Add(name, help, "counter", () => read().Select(pair => (PrometheusText.Labels(label, pair.Value), pair.Number)));

    /// <summary>Values counted in buckets, in seconds.</summary>
    public MetricRegistry Histogram(string name, string help, Histogram histogram) =>
        Add(name, help, "histogram", () => Rows(histogram));

    /// <summary>Everything in Prometheus' text format, version 0.0.4.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        foreach (var metric in _metrics)
        {
            PrometheusText.WriteHead(output, metric.Name, metric.Help, metric.Type);
            foreach (var (suffix, value) in metric.Read())
            {
                PrometheusText.WriteSample(output, metric.Name, suffix, value);
            }
        }
    }

    private static IEnumerable<(string Suffix, double Value)> Rows(Histogram histogram)
    {
        var counts = histogram.Counts();
        long cumulated = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            cumulated += counts[i];
            yield return ("_bucket" + PrometheusText.Labels("le", PrometheusText.Number(Telemetry.Histogram.Bounds[i])), cumulated);
        }

        yield return ("_sum", histogram.Sum);
        yield return ("_count", cumulated);
    }

    private MetricRegistry Add(string name, string help, string type, Func<IEnumerable<(string Suffix, double Value)>> read)
    {
        _metrics.Add(new(name, help, type, read));
        return this;
    }

    private sealed record Metric(string Name, string Help, string Type, Func<IEnumerable<(string Suffix, double Value)>> Read);
}
