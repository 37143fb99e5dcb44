using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lapwing.Testing;

/// <summary>A real web server (Kestrel) on a free port of 127.0.0.1 that answers as a test wants.</summary>
public sealed class HttpTestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _connections;

    private HttpTestServer(RequestDelegate answer, Action<ListenOptions>? listen)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options =>
        {
            options.Use(next => connection => CountAsync(next, connection));
            listen?.Invoke(options);
        }));
        _app = builder.Build();
        _app.Run(answer);
    }

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public int Port { get; private set; }

    /// <summary>A server that is ready to answer.</summary>
    /// <param name="answer">Answers every request.</param>
    /// <param name="listen">How it listens: TLS, versions of HTTP. Default: plain HTTP/1.1 and HTTP/2 where TLS negotiates it.</param>
    public static async Task<HttpTestServer> StartAsync(RequestDelegate answer, Action<ListenOptions>? listen = null)
    {
        var server = new HttpTestServer(answer, listen);
        await server._app.StartAsync();
        server.Port = new Uri(server._app.Urls.First()).Port;
        return server;
    }

    /// <summary>A server that answers every request with one text.</summary>
    public static Task<HttpTestServer> StartAsync(string body = "ok", int status = 200) =>
        StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });

    /// <summary>The address of a path of this server.</summary>
    public Uri Url(string path = "/", string scheme = "http", string host = "127.0.0.1") => new($"{scheme}://{host}:{Port}{path}");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task CountAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        Interlocked.Increment(ref _connections);
        return next(connection);
    }
}
