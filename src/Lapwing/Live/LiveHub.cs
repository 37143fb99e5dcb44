using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Lapwing.Alerts;
using Lapwing.Api;
using Lapwing.Ingest;
using Lapwing.Probes;

namespace Lapwing.Live;

/// <summary>
/// Tells clients of changes. The pass of a sample only puts what changed into a bounded queue, and not even that while nobody listens;
/// one loop writes each change as JSON, once for all, and hands it to the queues of the clients. Safe for many threads.
/// </summary>
internal sealed class LiveHub : IBatchObserver, IAlertListener, IAsyncDisposable
{
    /// <summary>Changes waiting to be written. At 10,000 runs a second this is 0.4 s of them.</summary>
    private const int QueueCapacity = 4096;

    private readonly ConcurrentDictionary<LiveClient, byte> _clients = new();
    private readonly Channel<Change> _changes;
    private readonly Task _loop;
    private long _droppedChanges;
    private long _droppedUpdates;
    // Two clients that come and go at once must not put an older sum of what is wanted over a newer one.
    private readonly Lock _subscribing = new();
    private volatile LiveStream _wanted;

    public LiveHub()
    {
        _changes = Channel.CreateBounded<Change>(
            new BoundedChannelOptions(QueueCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, OnDropped);
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(DistributeAsync);
        }
    }

    public int Clients => _clients.Count;

    /// <summary>What any client wants: what nobody wants is not even queued.</summary>
    public LiveStream Wanted => _wanted;

    /// <summary>Updates that were left out because clients were too slow.</summary>
    public long Dropped => Interlocked.Read(ref _droppedChanges) + Interlocked.Read(ref _droppedUpdates);

    public void Observe(in SampleBatch batch)
    {
        if ((_wanted & (LiveStream.Targets | LiveStream.Samples)) != 0)
            _changes.Writer.TryWrite(new(batch.Target, batch.Run, null, Removed: false));
    }

    public void OnChanged(Alert alert)
    {
        if ((_wanted & LiveStream.Alerts) != 0)
            _changes.Writer.TryWrite(new(null, null, alert, Removed: false));
    }

    public void Forget(TargetState target)
    {
        if ((_wanted & LiveStream.Targets) != 0)
            _changes.Writer.TryWrite(new(target, null, null, Removed: true));
    }

    public void Add(LiveClient client) => _clients.TryAdd(client, 0);

    public void Remove(LiveClient client)
    {
        _clients.TryRemove(client, out _);
        OnSubscribed();
    }

    /// <summary>A client has changed what it wants.</summary>
    public void OnSubscribed()
    {
        lock (_subscribing)
        {
            _wanted = _clients.Keys.Aggregate(LiveStream.None, (all, client) => all | client.Wanted);
        }
    }

    /// <summary>A client was too slow for an update.</summary>
    public void OnDroppedUpdate() => Interlocked.Increment(ref _droppedUpdates);

    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _loop;
    }

    private async Task DistributeAsync()
    {
        await foreach (var change in _changes.Reader.ReadAllAsync())
        {
            switch (change)
            {
                case { Alert: { } alert }:
                    Send(LiveStream.Alerts, new AlertUpdate(AlertView.Of(alert)), LiveJson.Default.AlertUpdate);
                    break;
                case { Target: { } target, Removed: true }:
                    Send(LiveStream.Targets, new TargetRemoved(new(target.Name)), LiveJson.Default.TargetRemoved);
                    break;
                case { Target: { } target, Run: { } run }:
                    // The target as it stands now, not as it stood at the run: never older than a snapshot that a client got meanwhile.
                    Send(LiveStream.Targets, new TargetUpdate(TargetView.Of(target)), LiveJson.Default.TargetUpdate);
                    Send(LiveStream.Samples, new SampleUpdate(Measurements.Of(target, run)), LiveJson.Default.SampleUpdate);
                    break;
            }
        }
    }

    private void Send<T>(LiveStream stream, T message, JsonTypeInfo<T> type)
    {
        if ((_wanted & stream) == 0)
            return;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, type);
        foreach (var client in _clients.Keys)
        {
            if ((client.Wanted & stream) != 0)
                client.Push(bytes);
        }
    }

    /// <summary>A change that nobody will be told of: every client must be told anew how things stand.</summary>
    private void OnDropped(Change change)
    {
        Interlocked.Increment(ref _droppedChanges);
        foreach (var client in _clients.Keys)
        {
            client.OnMissed();
        }
    }

    private readonly record struct Change(TargetState? Target, ProbeRun? Run, Alert? Alert, bool Removed);
}
