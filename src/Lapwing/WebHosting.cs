using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lapwing.Api;
using Lapwing.Dashboard;
using Lapwing.Live;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lapwing;

/// <summary>How the server is reached from outside: addresses, limits, routes.</summary>
internal static class WebHosting
{
    /// <summary>No request of this version has a body worth the name.</summary>
    private const int LargestRequestBody = 1 << 20;

    public static void Configure(KestrelServerOptions kestrel, IEnumerable<string> listen)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestRequestBody;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        foreach (var address in listen)
        {
            Listen(kestrel, address);
        }
    }

    public static void AddApi(IServiceCollection services, bool describe)
    {
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict; // else the document says that numbers may be strings
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
        services.AddProblemDetails();
        if (describe)
            ApiDocument.AddDescriber(services);
    }

    public static void Map(WebApplication app)
    {
        app.UseExceptionHandler();
        app.MapRoot(DashboardFiles.ServeIndexAsync);
        app.MapStats();
        app.MapAlerts();
        app.MapTargets();
        app.MapHealth();
        app.MapMetrics();
        app.MapLive();
        app.MapDashboard();
        app.MapDocument();
    }

    /// <param name="kestrel">Where to.</param>
    /// <param name="address">host:port, as validated: an IP address, <c>localhost</c>, <c>*</c>, or a name that resolves.</param>
    private static void Listen(KestrelServerOptions kestrel, string address)
    {
        if (IPEndPoint.TryParse(address, out var endpoint))
        {
            kestrel.Listen(endpoint);
            return;
        }

        var colon = address.LastIndexOf(':');
        var port = int.Parse(address[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        switch (address[..colon])
        {
            case "localhost" when port != 0: // which Kestrel cannot choose for IPv4 and IPv6 at once
                kestrel.ListenLocalhost(port);
                break;
            case "*" or "":
                kestrel.ListenAnyIP(port);
                break;
            case var host:
                kestrel.Listen(Resolve(host, address), port);
                break;
        }
    }

    private static IPAddress Resolve(string host, string address)
    {
        try
        {
            return Dns.GetHostAddresses(host)[0];
        }
        catch (SocketException e)
        {
            throw new ListenException($"Cannot listen on {address}: {e.Message}.", e);
        }
    }
}
