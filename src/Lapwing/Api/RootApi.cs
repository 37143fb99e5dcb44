using Microsoft.AspNetCore.Http.HttpResults;

namespace Lapwing.Api;

/// <summary><c>GET /</c>: what this server is, for clients that are not browsers.</summary>
internal static class RootApi
{
    private static readonly RootView Root = new("实时监控系统 API", "Lapwing", Product.Version, "/docs");

    /// <param name="routes">Where to.</param>
    /// <param name="dashboard">Serves the dashboard, for browsers.</param>
    public static void MapRoot(this IEndpointRouteBuilder routes, Func<HttpContext, Task> dashboard) =>
        routes.MapGet("/", async Task<Results<Ok<RootView>, EmptyHttpResult>> (HttpContext context) =>
        {
            context.Response.Headers.Vary = "Accept";
            if (!WantsHtml(context.Request))
                return TypedResults.Ok(Root);
            await dashboard(context);
            return TypedResults.Empty;
        }).WithTags("Server").WithSummary("What this server is; a browser gets the dashboard");

    private static bool WantsHtml(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What this server is.</summary>
internal sealed record RootView(string Message, string Name, string Version, string Docs);
