using Lapwing.Alerts;
using Lapwing.Api;
using Lapwing.Windows;

namespace Lapwing.Live;

/// <summary>The WebSocket <c>/ws</c>.</summary>
internal static class LiveApi
{
    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/ws", ServeAsync).WithTags("Live").WithSummary("WebSocket: statistics every 2 s; subscribe to targets, alerts and samples")
            .ExcludeFromDescription();

    private static async Task ServeAsync(
        HttpContext context, LiveHub hub, TargetViews targets, ActiveAlerts alerts, TargetWindows windows, TimeProvider time,
        IHostApplicationLifetime lifetime, ILogger<LiveClient> logger)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await TypedResults.Problem("/ws takes WebSocket connections only.", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await new LiveClient(socket, hub, targets, alerts, windows, time, logger).RunAsync(lifetime.ApplicationStopping);
    }
}
