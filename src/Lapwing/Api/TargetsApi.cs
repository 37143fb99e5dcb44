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

    private static Results<Ok<TargetDetailsView>, ProblemHttpResult> One(string name, TargetViews targets) =>
        targets.Details(name) is { } target
            ? TypedResults.Ok(target)
            : TypedResults.Problem($"No target is named '{name}'; GET /api/targets lists them.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>The targets.</summary>
internal sealed record TargetsView(IReadOnlyList<TargetView> Targets);
