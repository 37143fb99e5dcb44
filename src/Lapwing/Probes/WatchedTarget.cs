namespace Lapwing.Probes;

/// <summary>A target that is being watched: its state, its probe, and the extra runs that the probe asks for.</summary>
internal sealed class WatchedTarget : IAsyncDisposable
{
    private const int Idle = 0;
    private const int GapPasses = 1;
    private const int SignalsCame = 2;

    private readonly IChangeSignal? _signal;
    private readonly Action _runNow;
    private readonly ITimer _timer;
    private int _pending = Idle;

    public WatchedTarget(TargetState state, RetryingProbe probe, IChangeSignal? signal, Action runNow, TimeProvider time)
    {
        State = state;
        Probe = probe;
        _signal = signal;
        _runNow = runNow;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static self => ((WatchedTarget)self!).RunExtra(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        signal?.Changed += OnChanged;
    }

    public TargetState State { get; }

    public RetryingProbe Probe { get; }

    public async ValueTask DisposeAsync()
    {
        _signal?.Changed -= OnChanged;
        await _timer.DisposeAsync();
        await Probe.DisposeAsync();
    }

    /// <summary>The first signal runs at once; those that follow within the gap come to one run at its end.</summary>
    private void OnChanged()
    {
        if (Interlocked.Exchange(ref _pending, SignalsCame) == Idle)
            RunExtra();
    }

    private void RunExtra()
    {
        if (Interlocked.CompareExchange(ref _pending, GapPasses, SignalsCame) == SignalsCame)
        {
            _timer.Change(Monitor.ExtraRunGap, Timeout.InfiniteTimeSpan);
            _runNow();
        }
        else
        {
            Interlocked.CompareExchange(ref _pending, Idle, GapPasses);
        }
    }
}
