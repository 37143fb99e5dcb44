using Lapwing.Model;

namespace Lapwing.Benchmarks;

/// <summary>Series as many like processes have them: so many shapes of metrics, and as many instances, each with all of them.</summary>
internal static class SomeSeries
{
    /// <summary>Shapes of metrics: names, handlers and codes.</summary>
    public const int Shapes = 1000;

    public static Labels Of(int number) => Of(number % Shapes, number / Shapes);

    /// <summary>Seven labels.</summary>
    public static Labels Of(int shape, int instance) => Labels.From(
        (Labels.MetricName, Metric(shape)),
        ("cluster", $"eu-west-{instance % 4}"),
        ("code", $"{200 + (shape % 5)}"),
        ("handler", $"/api/v1/orders/{shape % 40}"),
        ("instance", $"10.7.{instance / 250}.{instance % 250}:9100"),
        ("job", $"team-{instance % 20}/backend"),
        ("service", $"orders-{instance % 50}"));

    /// <summary>Two hundred names, of five series an instance each.</summary>
    public static string Metric(int shape) => $"app_requests_{shape / 5}_seconds_total";
}
