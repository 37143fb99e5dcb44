using Lapwing.Telemetry;

namespace Lapwing.Api;

/// <summary><c>GET /metrics</c>: Lapwing's own metrics in Prometheus' text format.</summary>
internal static class MetricsApi
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", WriteAsync).WithTags("Server").WithSummary("Lapwing's own metrics, for Prometheus")
            .Produces<string>(contentType: "text/plain");

    private static async Task WriteAsync(HttpContext context, MetricRegistry metrics)
    {
        context.Response.ContentType = PrometheusText.ContentType;
        metrics.Write(context.Response.BodyWriter);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
