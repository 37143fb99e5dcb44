using System.Threading.Channels;

namespace Lapwing.Alerts.Notifiers;

/// <summary>
/// The queue between alerts and one notifier, and the loop that empties it. A full queue loses its oldest alert, counted, since the newer
/// ones say how things stand.
/// </summary>
internal sealed partial class NotifierQueue : IAlertListener, IAsyncDisposable
{
    /// <summary>More alerts than a person could read; it only bounds memory while a receiver is down.</summary>
    public const int Capacity = 1000;

    /// <summary>For a notifier to notice that its alert is given up; one that does not is left behind.</summary>
    private static readonly TimeSpan Parting = TimeSpan.FromSeconds(1);

    private readonly INotifier _notifier;
    private readonly ILogger _logger;
    private readonly Channel<Alert> _queue;
    private readonly CancellationTokenSource _abandon = new();
    private readonly Task _loop;
    private long _sent;
    private long _failed;
    private long _dropped;

    public NotifierQueue(INotifier notifier, ILogger<NotifierQueue> logger)
    {
        _notifier = notifier;
        _logger = logger;
        _queue = Channel.CreateBounded<Alert>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(SendAllAsync);
        }
    }

    public string Name => _notifier.Name;

    public long Sent => Interlocked.Read(ref _sent);

    public long Failed => Interlocked.Read(ref _failed);

    public long Dropped => Interlocked.Read(ref _dropped);

    public void OnChanged(Alert alert)
    {
        if (_notifier.Wants(alert))
            _queue.Writer.TryWrite(alert);
    }

    /// <summary>Sends what is queued, for at most <paramref name="grace"/>; what is left by then is given up and said.</summary>
    public async Task StopAsync(TimeSpan grace, TimeProvider time)
    {
        _queue.Writer.TryComplete();
        await Task.WhenAny(_loop, Task.Delay(grace, time));
        if (!_loop.IsCompleted)
            LogAbandoned(Name, _queue.Reader.Count + 1, grace);
        await _abandon.CancelAsync();
        await Task.WhenAny(_loop, Task.Delay(Parting, time));
    }

    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero, TimeProvider.System);

    private async Task SendAllAsync()
    {
        using var notifier = _notifier as IDisposable;
        await foreach (var alert in _queue.Reader.ReadAllAsync())
        {
            if (_abandon.IsCancellationRequested)
                return;
            await SendAsync(alert);
        }
    }

    private async Task SendAsync(Alert alert)
    {
        try
        {
            await _notifier.NotifyAsync(alert, _abandon.Token);
            Interlocked.Increment(ref _sent);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            Interlocked.Increment(ref _failed); // and said by who gave it up
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref _failed);
            LogFailed(Name, alert.Rule, alert.Target, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Notifier} could not be told of {Rule} on {Target}: {Message}")]
    private partial void LogFailed(string notifier, string rule, string target, string message);

    [LoggerMessage(LogLevel.Warning, "{Notifier} was not told of {Count} alerts: the time to stop ({Grace}) was over")]
    private partial void LogAbandoned(string notifier, int count, TimeSpan grace);
}
