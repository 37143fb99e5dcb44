using Lapwing.Telemetry;

namespace Lapwing.Scheduling;

/// <summary>
/// Runs a function per key, each on its own cadence: the first runs spread over the interval (at most <see cref="FirstRunWithin"/>), then
/// without drift; never two runs of one key at once. A due time that comes while the run before it still goes on is skipped and counted.
/// Knows nothing of what it runs. Safe for many threads.
/// </summary>
/// <remarks>One timer stands for all keys: it is armed for the earliest due time, and due functions start on the thread pool.</remarks>
internal sealed partial class Scheduler : IAsyncDisposable
{
    /// <summary>Long intervals should not keep a person waiting for the first picture.</summary>
    private static readonly TimeSpan FirstRunWithin = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Due times lie on this grid, so that a few functions share a wake-up of the timer, the threads and the network: at hundreds of runs a
    /// second this halves what a run costs (docs/decisions/0004-runs-on-a-grid.md).
    /// </summary>
    private static readonly TimeSpan Grid = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _time;
    private readonly ILogger<Scheduler> _logger;
    private readonly long _origin;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ScheduledFunction> _functions = [];
    private readonly PriorityQueue<ScheduledFunction, TimeSpan> _due = new();
    private bool _stopped;
    private long _skipped;
    private int _running;

    public Scheduler(TimeProvider time, ILogger<Scheduler> logger)
    {
        _time = time;
        _logger = logger;
        _origin = time.GetTimestamp();
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static state => ((Scheduler)state!).StartDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>How late runs began.</summary>
    public Histogram Lateness { get; } = new();

    /// <summary>Due times skipped because the run before them still went on.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>Runs going on.</summary>
    public int Running => Volatile.Read(ref _running);

    internal TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Begins to run <paramref name="run"/>. An exception of it is logged, and it runs again when due.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(string key, TimeSpan interval, Func<Tick, CancellationToken, Task> run)
    {
        var function = new ScheduledFunction(key, interval, run, this);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            _functions.Add(key, function);
            _due.Enqueue(function, RoundUp(Now + FirstDelay(key, interval), Grid));
            Arm_NeedsLock();
        }
    }

    /// <summary>Runs the function of a key at once, or once more as soon as its present run has ended; its cadence stays.</summary>
    public void RunNow(string key)
    {
        ScheduledFunction? function;
        lock (_lock)
        {
            if (!_functions.TryGetValue(key, out function))
                return;
        }

        function.StartExtra(Now);
    }

    /// <summary>Ends the runs of a key: none begins any more, and the present one is cancelled and waited for.</summary>
    public async Task RemoveAsync(string key)
    {
        ScheduledFunction? function;
        lock (_lock)
        {
            if (!_functions.Remove(key, out function))
                return;
        }

        await function.StopAsync(TimeSpan.Zero, _time);
    }

    /// <summary>Ends all runs: the present ones may finish within <paramref name="grace"/>, then they are cancelled and waited for.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        ScheduledFunction[] functions;
        lock (_lock)
        {
            _stopped = true;
            functions = [.. _functions.Values];
            _functions.Clear();
            _due.Clear();
        }

        await _timer.DisposeAsync();
        await Task.WhenAll(functions.Select(function => function.StopAsync(grace, _time)));
    }

    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero);

    internal void OnStarted(Tick tick)
    {
        Interlocked.Increment(ref _running);
        if (!tick.Extra)
            Lateness.Record(tick.Lateness.TotalSeconds);
    }

    internal void OnEnded() => Interlocked.Decrement(ref _running);

    internal void OnFailed(string key, Exception exception) => LogFailed(key, exception);

    /// <summary>A phase that the key alone decides, so that a restart does not shift it and keys of one interval do not bunch.</summary>
    private static TimeSpan FirstDelay(string key, TimeSpan interval)
    {
        var hash = 14695981039346656037UL; // FNV-1a, 64 bits: equal on every machine and in every process
        foreach (var c in key)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        // The upper bits of FNV are mixed worst for short keys: fold them (the finalizer of MurmurHash3).
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        var fraction = (hash >> 11) / (double)(1UL << 53);
        return (interval < FirstRunWithin ? interval : FirstRunWithin) * fraction;
    }

    private static TimeSpan RoundUp(TimeSpan time, TimeSpan grid) => new((time.Ticks + grid.Ticks - 1) / grid.Ticks * grid.Ticks);

    private void StartDue()
    {
        lock (_lock)
        {
            var now = Now;
            while (_due.TryPeek(out var function, out var due) && due <= now)
            {
                _due.Dequeue();
                if (function.IsStopped)
                    continue;
                if (!function.Start(new Tick(due, now - due, Extra: false)))
                    Interlocked.Increment(ref _skipped);
                _due.Enqueue(function, Next(due, function.Interval, now));
            }

            Arm_NeedsLock();
        }
    }

    /// <summary>The next due time after <paramref name="now"/>; those that passed while nothing could run are skipped and counted.</summary>
    private TimeSpan Next(TimeSpan due, TimeSpan interval, TimeSpan now)
    {
        var next = due + interval;
        if (next > now)
            return next;
        var missed = (now - due).Ticks / interval.Ticks;
        Interlocked.Add(ref _skipped, missed);
        return due + (interval * (missed + 1));
    }

    private void Arm_NeedsLock()
    {
        if (_stopped || !_due.TryPeek(out _, out var due))
            return;
        var delay = due - Now;
        // A timer counts whole milliseconds and may fire one early; rounding up avoids an empty wake-up.
        _timer.Change(delay <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(LogLevel.Error, "The scheduled function of {Key} failed; it runs again when due")]
    private partial void LogFailed(string key, Exception exception);
}
