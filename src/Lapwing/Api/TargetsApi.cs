using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lapwing.Api;

/// <summary><c>/api/targets</c>: the targets, and everything of one.</summary>
internal static class TargetsApi
{
    public static void MapTargets(this IEndpointRouteBuilder routes)
    {
        var targets = routes.MapGroup("/api/targets").WithTags("Targets");
        targets.MapGet("", All).WithSummary("Every target as it stands, with five minutes of its headline values");
        targets.MapGet("{name}", One).WithSummary("One target: windows, latest runs with their evidence, and all its metrics");
    }

    private static Ok<TargetsView> All(TargetViews targets) => TypedResults.Ok(new TargetsView(targets.All()));

    private static Results<Ok<TargetDetailsView>, ProblemHttpResult> One(string name, HttpContext context, TargetViews targets)
    {
        name = Written(context) ?? name;
        return targets.Details(name) is { } target
            ? TypedResults.Ok(target)
            : TypedResults.Problem($"No target is named '{name}'; GET /api/targets lists them.", statusCode: StatusCodes.Status404NotFound);
    }

    /// <summary>
    /// The name as the request has it. Many names are paths, and the framework leaves a slash in a name (%2F) as it is, so that nobody can
    /// tell it from a percent sign that stands before 2F.
    /// </summary>
    private static string? Written(HttpContext context)
    {
        var path = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0].TrimEnd('/');
        return path is null ? null : Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}

/// <summary>The targets.</summary>
internal sealed record TargetsView(IReadOnlyList<TargetView> Targets);
