using Lapwing.Config;
using Lapwing.Probes;

namespace Lapwing.Benchmarks;

/// <summary>A target and its runs as an HTTP probe makes them: 20 samples each with headline and <c>up</c>.</summary>
internal static class SomeTarget
{
    private static readonly Measurement[] Measurements =
        [.. Enumerable.Range(0, 18).Select(i => new Measurement("probe_http_duration_seconds", i * 0.001, new Tags(("phase", $"p{i}"))))];

    public static TargetState Make() =>
        new(TargetModel.From(new ApiConfig { Name = "orders", Url = new Uri("http://shop.example/api/orders") }, new DefaultsConfig()), 0);

    public static ProbeRun Run(long time) => new(
        time, TimeSpan.FromMilliseconds(250), [new("healthy", null, TimeSpan.FromMilliseconds(250))],
        new ProbeResult { Headline = 250, Measurements = Measurements });
}
