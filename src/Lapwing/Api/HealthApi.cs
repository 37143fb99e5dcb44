using Microsoft.AspNetCore.Http.HttpResults;

namespace Lapwing.Api;

/// <summary><c>/-/healthy</c>, <c>/-/ready</c> and <c>/-/reload</c>, as Prometheus has them.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var server = routes.MapGroup("/-").WithTags("Server");
        server.MapGet("healthy", () => TypedResults.Text("Lapwing is healthy.\n")).WithSummary("Answers while the process can")
            .Produces<string>(contentType: "text/plain");
        server.MapGet("ready", Ready).WithSummary("200 once targets are watched, 503 before and while stopping; names what is amiss, such as a full disk")
            .Produces<string>(contentType: "text/plain").Produces<string>(StatusCodes.Status503ServiceUnavailable, "text/plain");
        server.MapPost("reload", ReloadAsync).WithSummary("Reads the configuration again; a bad one changes nothing")
            .Produces<ReloadView>(StatusCodes.Status400BadRequest);
    }

    private static ContentHttpResult Ready(Readiness readiness) => readiness.IsReady
        ? TypedResults.Text($"Lapwing is ready.\n{string.Concat(readiness.Troubles().Select(trouble => $"But {trouble}\n"))}")
        : TypedResults.Text("Lapwing is not ready.\n", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<ReloadView>, JsonHttpResult<ReloadView>>> ReloadAsync(IReload reload)
    {
        var errors = await reload.ReloadAsync();
        var view = new ReloadView(errors);
        return errors.Count == 0 ? TypedResults.Ok(view) : TypedResults.Json(view, ApiJson.Default.ReloadView, statusCode: StatusCodes.Status400BadRequest);
    }
}

/// <summary>What a reload found wrong; empty when the new configuration is in force.</summary>
internal sealed record ReloadView(IReadOnlyList<string> Errors);

/// <summary>Reads the configuration again: the seam between the API and whoever composes the server.</summary>
internal interface IReload
{
    /// <returns>What is wrong, each as one line; empty when the new configuration is in force.</returns>
    Task<IReadOnlyList<string>> ReloadAsync();
}

/// <summary>Whether the server takes part: from its first configuration applied to the begin of its stop. Safe for many threads.</summary>
/// <param name="troubles">What is amiss although it takes part, each a sentence without its capital.</param>
internal sealed class Readiness(Func<IEnumerable<string>> troubles)
{
    private volatile bool _ready;

    public bool IsReady
    {
        get => _ready;
        set => _ready = value;
    }

    public IEnumerable<string> Troubles() => troubles();
}
