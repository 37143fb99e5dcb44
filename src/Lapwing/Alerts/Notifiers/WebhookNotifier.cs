using Lapwing.Config;
using Polly;
using Polly.Retry;

namespace Lapwing.Alerts.Notifiers;

/// <summary>
/// Posts every alert to an HTTP endpoint in the form of Alertmanager's webhook, version 4, so that what people have for that works here.
/// A receiver that cannot be reached, or answers 408, 429 or 5xx, is tried five times, 1 s, 2 s, 4 s and 8 s apart.
/// </summary>
internal sealed class WebhookNotifier : INotifier, IDisposable
{
    private const int Attempts = 5;

    private readonly string _receiver;
    private readonly WebhookConfig _config;
    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _pipeline;

    /// <param name="name">Tells it from the others of its receiver.</param>
    /// <param name="receiver">Whom it tells, as messages name them.</param>
    /// <param name="config">Where to and how.</param>
    /// <param name="time">For time-outs and the pauses between attempts.</param>
    public WebhookNotifier(string name, string receiver, WebhookConfig config, TimeProvider time)
    {
        Name = name;
        _receiver = receiver;
        _config = config;
        _time = time;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false, // most redirects make a GET of a POST: the page they lead to would pass for the receiver's thanks
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is WebhookRefusedException { Transient: true } or HttpRequestException or TimeoutException),
            })
            .Build();
    }

    public string Name { get; }

    public bool Wants(Alert alert) => alert.State == AlertState.Firing || _config.SendResolved;

    public async Task NotifyAsync(Alert alert, CancellationToken cancellation)
    {
        var message = WebhookMessage.Of(alert, _receiver);
        await _pipeline.ExecuteAsync(async token => await PostAsync(message, token), cancellation);
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(WebhookMessage message, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_config.Timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, _config.Url.Reveal())
        {
            Content = JsonContent.Create(message, WebhookJson.Default.WebhookMessage),
        };
        try
        {
            using var response = await _http.SendAsync(request, linked.Token);
            if (!response.IsSuccessStatusCode)
                throw new WebhookRefusedException((int)response.StatusCode);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {_config.Timeout.TotalSeconds:0.###} s");
        }
    }
}
