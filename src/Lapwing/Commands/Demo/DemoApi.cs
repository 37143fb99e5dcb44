using System.Net;
using System.Net.Sockets;

namespace Lapwing.Commands.Demo;

/// <summary>
/// A shop's HTTP service on this machine: three endpoints whose latency really wanders, one of which sometimes fails.
/// </summary>
internal sealed class DemoApi : IAsyncDisposable
{
    /// <summary>Always the same if it is free, for the address is a label of what is stored.</summary>
    private const int UsualPort = 18099;

    private readonly WebApplication _app;
    private readonly TimeProvider _time;

    public DemoApi(TimeProvider time)
    {
        _time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port()));
        _app = builder.Build();
        Map("/api/users", new Wave(20, 60, TimeSpan.FromSeconds(50), 0.4, time), failures: 0);
        Map("/api/orders", new Wave(60, 420, TimeSpan.FromSeconds(40), 0.15, time), failures: 0);
        Map("/api/products", new Wave(10, 35, TimeSpan.FromSeconds(30), 0.5, time), failures: 0.06);
    }

    /// <summary>Where it listens, once started.</summary>
    public Uri Address => new(_app.Urls.First());

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static int Port()
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, UsualPort);
            probe.Start();
            return UsualPort;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private void Map(string path, Wave latency, double failures) =>
        _app.MapGet(path, async context =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(latency.Next()), _time, context.RequestAborted);
            var fails = Random.Shared.NextDouble() < failures;
            context.Response.StatusCode = fails ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(fails ? """{"status":"error","reason":"the stock service did not answer"}""" : """{"status":"ok"}""",
                context.RequestAborted);
        });
}
