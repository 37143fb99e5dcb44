using Scalar.AspNetCore;

namespace Lapwing.Api;

/// <summary>
/// The description of the API in OpenAPI 3.1, at <c>/openapi.json</c>, and the page made of it, at <c>/docs</c>. What is sent is
/// <c>docs/openapi.json</c>, built in: to describe itself at run time would cost each server the memory of twenty more assemblies.
/// </summary>
internal static class ApiDocument
{
    private const string Path = "/openapi.json";

    public static void MapDocument(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<Describer>() is null)
            routes.MapGet(Path, SendAsync).ExcludeFromDescription();
        else
            routes.MapOpenApi(Path).ExcludeFromDescription();
        routes.MapScalarApiReference("/docs", docs => docs.WithTitle("Lapwing API").WithOpenApiRoutePattern(Path));
    }

    /// <summary>Makes a server describe what it is instead: a test compares that with the document built in.</summary>
    public static void AddDescriber(IServiceCollection services) => services.AddSingleton<Describer>().AddOpenApi(api => api.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new() { Title = "Lapwing", Version = Product.Version, Description = "Real-time monitoring of HTTP APIs, databases and files." };
        document.Servers = [];
        return Task.CompletedTask;
    }));

    private static async Task SendAsync(HttpContext context)
    {
        await using var document = typeof(ApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = document.Length;
        await document.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private sealed class Describer;
}
