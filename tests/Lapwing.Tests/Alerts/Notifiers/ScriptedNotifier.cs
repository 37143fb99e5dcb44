using System.Collections.Concurrent;
using Lapwing.Alerts;
using Lapwing.Alerts.Notifiers;

namespace Lapwing.Tests.Alerts.Notifiers;

/// <summary>A notifier that does what a test says, and keeps what it was told of.</summary>
internal sealed class ScriptedNotifier(Func<Alert, CancellationToken, Task>? tell = null, Func<Alert, bool>? wants = null) : INotifier, IDisposable
{
    private readonly ConcurrentQueue<string> _told = new();

    public string Name => "scripted";

    /// <summary>The targets of the alerts that it was told of.</summary>
    public IReadOnlyList<string> Told => [.. _told];

    public bool Disposed { get; private set; }

    public bool Wants(Alert alert) => wants?.Invoke(alert) ?? true;

    public async Task NotifyAsync(Alert alert, CancellationToken cancellation)
    {
        _told.Enqueue(alert.Target);
        await (tell?.Invoke(alert, cancellation) ?? Task.CompletedTask);
    }

    public void Dispose() => Disposed = true;
}
