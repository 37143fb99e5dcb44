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
        targets.MapGet("{name}", One).WithSummary("One target: windows, latest runs with their evidence, and all its metrics")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Ok<TargetsView> All(TargetViews targets) => TypedResults.Ok(new TargetsView(targets.All()));

    private static Results<Ok<TargetDetailsView>, ProblemHttpResult> One(string name, HttpContext context, TargetViews targets)
    {
        name = NameAsSent(context);
        return targets.Details(name) is { } target
            ? TypedResults.Ok(target)
            : TypedResults.Problem($"No target is named '{name}'; GET /api/targets lists them.", statusCode: StatusCodes.Status404NotFound);
    }

    /// <summary>The last segment, decoded here: routing decodes all of it but %2F, and a file is by default named after its path.</summary>
    private static string NameAsSent(HttpContext context)
    {
        var path = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2)[0].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}

/// <summary>The targets.</summary>
internal sealed record TargetsView(IReadOnlyList<TargetView> Targets);
