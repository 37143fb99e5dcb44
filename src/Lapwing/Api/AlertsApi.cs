using Lapwing.Alerts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lapwing.Api;

/// <summary><c>GET /alerts</c>: what is firing.</summary>
internal static class AlertsApi
{
    public static void MapAlerts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/alerts", Get).WithTags("Live").WithSummary("The alerts that are firing");

    private static Ok<AlertsView> Get(ActiveAlerts active) => TypedResults.Ok(AlertsView.Of(active));
}
