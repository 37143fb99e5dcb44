using Lapwing.Config;

namespace Lapwing.Alerts.Notifiers;

/// <summary>
/// All who are told of alerts: those that are always there (log, console) and the receiver of the configuration, replaced on a reload.
/// Safe for many threads.
/// </summary>
internal sealed class NotifierSet : IAlertListener
{
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly NotifierQueue[] _always;
    private NotifierQueue[] _configured = [];
    private (RouteConfig? Route, Config.Values.ValueList<ReceiverConfig> Receivers) _applied = (null, []);

    public NotifierSet(IEnumerable<INotifier> always, TimeProvider time, ILoggerFactory loggers)
    {
        _time = time;
        _loggers = loggers;
        _always = [.. always.Select(Queue)];
    }

    /// <summary>The queues, for metrics.</summary>
    public IEnumerable<NotifierQueue> Queues => [.. _always, .. Volatile.Read(ref _configured)];

    public void OnChanged(Alert alert)
    {
        foreach (var queue in _always)
        {
            queue.OnChanged(alert);
        }

        foreach (var queue in Volatile.Read(ref _configured))
        {
            queue.OnChanged(alert);
        }
    }

    /// <summary>Tells the receiver of this configuration from now on; the ones before still send what they have, within <paramref name="grace"/>.</summary>
    public async Task ApplyAsync(LapwingConfig config, TimeSpan grace)
    {
        var wanted = (config.Route, config.Receivers);
        if (wanted == _applied)
            return;
        _applied = wanted;
        var before = Interlocked.Exchange(ref _configured, [.. Create(config).Select(Queue)]);
        await Task.WhenAll(before.Select(queue => queue.StopAsync(grace, _time)));
    }

    public Task StopAsync(TimeSpan grace) => Task.WhenAll(Queues.Select(queue => queue.StopAsync(grace, _time)));

    private IEnumerable<INotifier> Create(LapwingConfig config) =>
        from receiver in config.Receivers
        where receiver.Name == config.Route?.Receiver
        from webhook in receiver.WebhookConfigs.Index()
        select new WebhookNotifier($"{receiver.Name}/webhook[{webhook.Index}]", receiver.Name, webhook.Item, _time);

    private NotifierQueue Queue(INotifier notifier) => new(notifier, _loggers.CreateLogger<NotifierQueue>());
}
