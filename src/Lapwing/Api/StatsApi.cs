using Lapwing.Windows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lapwing.Api;

/// <summary><c>GET /stats</c>: the sliding windows of the three kinds of source.</summary>
internal static class StatsApi
{
    public static void MapStats(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/stats", Get).WithTags("Live").WithSummary("Statistics of the last headline values of each kind of source");

    private static Ok<StatsView> Get(TargetWindows windows) => TypedResults.Ok(StatsView.Of(windows));
}
