using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Lapwing.Alerts;
using Lapwing.Api;
using Lapwing.Config;
using Lapwing.Windows;

namespace Lapwing.Live;

/// <summary>
/// One WebSocket: what it wants, and the bounded queue of what it is still to be sent. A client that reads too slowly loses the oldest
/// updates, is told how many, and gets fresh snapshots in their place; one that does not read at all is cut off.
/// </summary>
internal sealed partial class LiveClient(
    WebSocket socket, LiveHub hub, TargetViews targets, ActiveAlerts alerts, TargetWindows windows, TimeProvider time, ILogger<LiveClient> logger)
{
    /// <summary>The contract's cadence of <c>stats_update</c>.</summary>
    private static readonly TimeSpan StatsInterval = TimeSpan.FromSeconds(2);

    /// <summary>A client that takes nothing for so long is gone or stuck.</summary>
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);

    /// <summary>Updates waiting at most; with 1,000 targets at 1 s this is a quarter of a second.</summary>
    private const int QueueCapacity = 256;

    /// <summary>Far more than any subscription needs.</summary>
    private const int LongestMessage = 16 * 1024;

    /// <summary>So many wrong messages are no slip: to answer each would be work without an end.</summary>
    private const int MostWrongMessages = 100;

    private readonly ILogger _logger = logger;
    private readonly Channel<byte[]> _queue = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(QueueCapacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private long _missed;
    private int _wrongMessages;
    private volatile LiveStream _wanted;
    private volatile bool _snapshotsDue;

    public LiveStream Wanted => _wanted;

    /// <summary>Serves the client until it leaves, is cut off, or <paramref name="stop"/> ends.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        hub.Add(this);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            Push(Stats());
            var tasks = new[] { ReceiveAsync(ended.Token), SendAsync(ended.Token), PushStatsAsync(ended.Token) };
            await Task.WhenAny(tasks);
            await ended.CancelAsync();
            await Task.WhenAll(tasks);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or TimeoutException)
        {
            LogEnded(e.Message);
        }
        finally
        {
            hub.Remove(this);
        }
    }

    /// <summary>Queues a message; when the queue is full the client has missed it.</summary>
    public void Push(byte[] message)
    {
        if (!_queue.Writer.TryWrite(message))
        {
            hub.OnDroppedUpdate();
            OnMissed();
        }
    }

    /// <summary>The client has missed an update: it will be told, and get fresh snapshots.</summary>
    public void OnMissed() => Interlocked.Increment(ref _missed);

    private async Task ReceiveAsync(CancellationToken stop)
    {
        var buffer = new byte[LongestMessage];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
                length += received.Count;
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    await CloseAsync(WebSocketCloseStatus.NormalClosure, null, stop);
                    return;
                }

                if (length == buffer.Length && !received.EndOfMessage)
                {
                    await CloseAsync(WebSocketCloseStatus.MessageTooBig, $"messages end at {LongestMessage} bytes", stop);
                    return;
                }
            }
            while (!received.EndOfMessage);

            Handle(buffer.AsSpan(0, length));
            if (_wrongMessages > MostWrongMessages)
            {
                await CloseAsync(WebSocketCloseStatus.PolicyViolation, $"more than {MostWrongMessages} messages that cannot be used", stop);
                return;
            }
        }
    }

    private void Handle(ReadOnlySpan<byte> message)
    {
        try
        {
            Subscribe(JsonSerializer.Deserialize(message, LiveJson.Default.ClientMessage)?.Subscribe);
        }
        catch (JsonException e)
        {
            Complain($"not JSON of the form {{\"subscribe\": [\"targets\", \"alerts\", \"samples\"]}}: {Quoted.Reason(e)}");
        }
    }

    private void Subscribe(IReadOnlyList<string?>? streams)
    {
        if (streams is null)
        {
            Complain("the message has no 'subscribe'; send {\"subscribe\": [\"targets\", \"alerts\", \"samples\"]}");
            return;
        }

        var wanted = LiveStream.None;
        foreach (var name in streams)
        {
            switch (name)
            {
                case "targets":
                    wanted |= LiveStream.Targets;
                    break;
                case "alerts":
                    wanted |= LiveStream.Alerts;
                    break;
                case "samples":
                    wanted |= LiveStream.Samples;
                    break;
                default:
                    Complain($"there is no stream {Quoted.Text(name ?? "null")}; there are targets, alerts and samples");
                    return;
            }
        }

        // First the updates, then the snapshot: what changes in between comes twice rather than not at all.
        _wanted = wanted;
        hub.OnSubscribed();
        _snapshotsDue = true;
        Push([]);
    }

    private async Task PushStatsAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(StatsInterval, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            Push(Stats());
        }
    }

    private async Task SendAsync(CancellationToken stop)
    {
        while (await _queue.Reader.WaitToReadAsync(stop))
        {
            while (_queue.Reader.TryRead(out var message))
            {
                await SendAsync(message, stop);
                if (Interlocked.Exchange(ref _missed, 0) is > 0 and var missed)
                    await MakeUpAsync(missed, stop);
                else if (_snapshotsDue)
                    await SendSnapshotsAsync(stop);
            }
        }
    }

    /// <summary>What waits is older than the snapshots that follow: it is left out too.</summary>
    private async Task MakeUpAsync(long missed, CancellationToken stop)
    {
        while (_queue.Reader.TryRead(out _))
        {
            hub.OnDroppedUpdate();
            missed++;
        }

        await SendAsync(Bytes(new Dropped(new(missed)), LiveJson.Default.Dropped), stop);
        await SendSnapshotsAsync(stop);
    }

    private async Task SendSnapshotsAsync(CancellationToken stop)
    {
        _snapshotsDue = false;
        var wanted = _wanted;
        if (wanted.HasFlag(LiveStream.Targets))
            await SendAsync(Bytes(new TargetsSnapshot(targets.All()), LiveJson.Default.TargetsSnapshot), stop);
        if (wanted.HasFlag(LiveStream.Alerts))
            await SendAsync(Bytes(new AlertsSnapshot([.. alerts.Firing().Select(AlertView.Of)]), LiveJson.Default.AlertsSnapshot), stop);
    }

    private async Task SendAsync(byte[] message, CancellationToken stop)
    {
        if (message.Length == 0)
            return; // only woke the loop
        var sending = socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, stop).AsTask();
        if (!sending.IsCompleted)
        {
            try
            {
                await sending.WaitAsync(SendLimit, time, stop);
                return;
            }
            catch (TimeoutException)
            {
                socket.Abort();
                throw new TimeoutException($"the client took nothing for {SendLimit.TotalSeconds} s");
            }
        }

        await sending;
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string? reason, CancellationToken stop)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(status, reason, stop);
    }

    private void Complain(string message)
    {
        _wrongMessages++;
        Push(Bytes(new ErrorMessage(message), LiveJson.Default.ErrorMessage));
    }

    private byte[] Stats() =>
        Bytes(new StatsUpdate(StatsView.Of(windows), AlertsView.Keys(alerts.Firing())), LiveJson.Default.StatsUpdate);

    private static byte[] Bytes<T>(T message, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(message, type);

    [LoggerMessage(LogLevel.Debug, "A live client has gone: {Reason}")]
    private partial void LogEnded(string reason);
}
