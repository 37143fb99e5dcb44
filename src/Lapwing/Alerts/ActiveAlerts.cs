using Lapwing.Model;

namespace Lapwing.Alerts;

/// <summary>
/// The alerts that are pending or firing, at most one per rule and series, and the latest changes. Safe for many threads; samples that
/// change nothing never come here.
/// </summary>
internal sealed class ActiveAlerts(IReadOnlyList<IAlertListener> listeners)
{
    /// <summary>Changes kept for people to look back at.</summary>
    public const int ChangesKept = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(AlertRule Rule, SeriesRef Series), AlertInstance> _active = [];
    private readonly Queue<Alert> _changes = new();
    private long _fired;
    private long _resolved;

    /// <summary>Alerts raised since the start.</summary>
    public long Fired => Interlocked.Read(ref _fired);

    /// <summary>Alerts over since the start.</summary>
    public long Resolved => Interlocked.Read(ref _resolved);

    /// <summary>The alerts that are firing, longest first.</summary>
    public IReadOnlyList<Alert> Firing()
    {
        lock (_lock)
        {
            return [.. _active.Values.Where(alert => alert.State == AlertState.Firing).OrderBy(alert => alert.FiredAt).Select(alert => alert.Snapshot())];
        }
    }

    /// <summary>The latest raised and ended alerts, newest first.</summary>
    public IReadOnlyList<Alert> Changes()
    {
        lock (_lock)
        {
            return [.. _changes.Reverse()];
        }
    }

    /// <summary>The instance of a rule and series that is pending or firing already, so that a reload carries it on.</summary>
    public AlertInstance? Find(AlertRule rule, SeriesRef series)
    {
        lock (_lock)
        {
            return _active.GetValueOrDefault((rule, series));
        }
    }

    /// <summary>The condition holds for a sample.</summary>
    public void Hold(AlertInstance instance, long time, double value)
    {
        lock (_lock)
        {
            instance.Value = value;
            instance.NoDataSince = null;
            if (instance.State is null)
            {
                instance.State = AlertState.Pending;
                instance.ActiveAt = time;
                _active[(instance.Rule, instance.Series)] = instance;
            }

            if (instance.State == AlertState.Pending && time - instance.ActiveAt >= instance.Rule.For.TotalMilliseconds)
                Fire_NeedsLock(instance, time);
        }
    }

    /// <summary>The condition does not hold for a sample, or its target or rule is gone.</summary>
    /// <param name="instance">Which.</param>
    /// <param name="time">When.</param>
    /// <param name="value">The value of the sample; null where there is none.</param>
    /// <param name="reason">Why, where that is not the condition.</param>
    public void End(AlertInstance instance, long time, double? value = null, string? reason = null)
    {
        lock (_lock)
        {
            if (instance.State is null)
                return;
            instance.Value = value ?? instance.Value;
            instance.NoDataSince = null;
            _active.Remove((instance.Rule, instance.Series));
            var fired = instance.State == AlertState.Firing;
            instance.State = null;
            if (fired)
            {
                Interlocked.Increment(ref _resolved);
                Tell_NeedsLock(instance.Snapshot() with { ResolvedAt = time, Reason = reason });
            }

            instance.FiredAt = null;
        }
    }

    /// <summary>The series has no value: what is firing stays so, what is pending begins anew.</summary>
    public void Miss(AlertInstance instance, long time)
    {
        lock (_lock)
        {
            if (instance.State == AlertState.Pending)
                End(instance, time);
            else if (instance.State == AlertState.Firing)
                instance.NoDataSince ??= time;
        }
    }

    /// <summary>Ends every alert that <paramref name="gone"/> holds for.</summary>
    public void EndWhere(Func<AlertInstance, bool> gone, long time, string reason)
    {
        lock (_lock)
        {
            foreach (var instance in _active.Values.Where(gone).ToList())
            {
                End(instance, time, reason: reason);
            }
        }
    }

    private void Fire_NeedsLock(AlertInstance instance, long time)
    {
        instance.State = AlertState.Firing;
        instance.FiredAt = time;
        Interlocked.Increment(ref _fired);
        Tell_NeedsLock(instance.Snapshot());
    }

    private void Tell_NeedsLock(Alert alert)
    {
        _changes.Enqueue(alert);
        if (_changes.Count > ChangesKept)
            _changes.Dequeue();
        foreach (var listener in listeners)
        {
            listener.OnChanged(alert);
        }
    }
}
