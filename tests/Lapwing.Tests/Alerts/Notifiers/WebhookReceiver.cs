using System.Collections.Concurrent;
using System.Text.Json;
using Lapwing.Testing;
using Microsoft.AspNetCore.Http;

namespace Lapwing.Tests.Alerts.Notifiers;

/// <summary>A real endpoint for webhooks that answers as a test wants and keeps what it was sent.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly Func<int, Task<int>> _answer;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _bodies = new();
    private HttpTestServer? _server;
    private int _count;

    private WebhookReceiver(Func<int, Task<int>> answer) => _answer = answer;

    /// <summary>Where it takes messages; holds a token.</summary>
    public string Url => _server!.Url("/hooks/s3cret?token=s3cret").ToString();

    /// <summary>Each request as method, path and type of its body.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public IReadOnlyList<string> Bodies => [.. _bodies];

    /// <summary>The targets of the alerts that it was sent.</summary>
    public IEnumerable<string> Targets => Bodies.Select(body =>
        JsonDocument.Parse(body).RootElement.GetProperty("alerts")[0].GetProperty("labels").GetProperty("target").GetString()!);

    /// <param name="answer">The status of the answer to the n-th request, from 1. Default: 200.</param>
    public static async Task<WebhookReceiver> StartAsync(Func<int, Task<int>>? answer = null)
    {
        var receiver = new WebhookReceiver(answer ?? (_ => Task.FromResult(200)));
        receiver._server = await HttpTestServer.StartAsync(receiver.TakeAsync);
        return receiver;
    }

    /// <summary>One that answers with these, and then always with the last.</summary>
    public static Task<WebhookReceiver> StartAsync(params int[] statuses) =>
        StartAsync(n => Task.FromResult(statuses[Math.Min(n, statuses.Length) - 1]));

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        _requests.Enqueue($"{context.Request.Method} {context.Request.Path} {context.Request.ContentType}");
        using var reader = new StreamReader(context.Request.Body);
        _bodies.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
        context.Response.StatusCode = await _answer(Interlocked.Increment(ref _count)).WaitAsync(context.RequestAborted);
        if (context.Response.StatusCode is >= 300 and < 400)
            context.Response.Headers.Location = "/thanks";
    }
}
