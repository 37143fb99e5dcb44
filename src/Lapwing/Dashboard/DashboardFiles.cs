using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;

namespace Lapwing.Dashboard;

/// <summary>
/// Serves the dashboard, whose built files are embedded in the assembly. Files under <c>/assets</c> have a hash of their content in the name
/// and may be kept forever; the page itself is asked for anew each time.
/// </summary>
internal static class DashboardFiles
{
    private const string Prefix = "dashboard/";

    /// <summary>What the page needs and no more: its own files, and a WebSocket to where it came from.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly FrozenDictionary<string, Asset> Assets = typeof(DashboardFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => new Asset(name));

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        foreach (var path in Assets.Keys.Where(path => path != "index.html"))
        {
            routes.MapGet("/" + path, context => ServeAsync(context, path)).ExcludeFromDescription();
        }
    }

    public static Task ServeIndexAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return ServeAsync(context, "index.html");
    }

    private static async Task ServeAsync(HttpContext context, string path)
    {
        if (!Assets.TryGetValue(path, out var asset))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("This build of Lapwing has no dashboard: web/ was not built.", context.RequestAborted);
            return;
        }

        context.Response.ContentType = ContentTypes.TryGetContentType(path, out var type) ? type : "application/octet-stream";
        context.Response.Headers.CacheControl = path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        await using var content = asset.Open();
        context.Response.ContentLength = content.Length;
        await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private sealed record Asset(string Resource)
    {
        public Stream Open() => typeof(DashboardFiles).Assembly.GetManifestResourceStream(Resource)!;
    }
}
