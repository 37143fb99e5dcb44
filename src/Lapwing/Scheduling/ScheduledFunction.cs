namespace Lapwing.Scheduling;

/// <summary>One key of a <see cref="Scheduler"/>: its function and whether it runs at present. Safe for many threads.</summary>
internal sealed class ScheduledFunction(string key, TimeSpan interval, Func<Tick, CancellationToken, Task> run, Scheduler owner)
    : IThreadPoolWorkItem, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _running;
    private bool _again;
    private bool _stopped;
    private Tick _tick;

    public string Key => key;

    public TimeSpan Interval => interval;

    public bool IsStopped => Volatile.Read(ref _stopped);

    /// <summary>Starts a run on the thread pool.</summary>
    /// <returns>False when one goes on, so that this one is skipped.</returns>
    public bool Start(Tick tick)
    {
        lock (_lock)
        {
            if (_running || _stopped)
                return _stopped;
            Begin_NeedsLock(tick);
            return true;
        }
    }

    /// <summary>Starts a run between due times, or makes one follow the present run.</summary>
    public void StartExtra(TimeSpan now)
    {
        lock (_lock)
        {
            if (_stopped)
                return;
            if (_running)
                _again = true;
            else
                Begin_NeedsLock(new Tick(now, TimeSpan.Zero, Extra: true));
        }
    }

    /// <summary>No run begins any more; the present one has <paramref name="grace"/> to end, then it is cancelled and waited for.</summary>
    public async Task StopAsync(TimeSpan grace, TimeProvider time)
    {
        lock (_lock)
        {
            _stopped = true;
            if (!_running)
                _idle.TrySetResult();
        }

        if (grace > TimeSpan.Zero)
            await Task.WhenAny(_idle.Task, Task.Delay(grace, time));
        await _stop.CancelAsync();
        await _idle.Task;
        _stop.Dispose();
    }

    public ValueTask DisposeAsync() => new(StopAsync(TimeSpan.Zero, TimeProvider.System));

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private void Begin_NeedsLock(Tick tick)
    {
        _running = true;
        _tick = tick;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private async Task RunAsync()
    {
        try
        {
            owner.OnStarted(_tick);
            await run(_tick, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped while it ran: as asked for.
        }
        catch (Exception e)
        {
            owner.OnFailed(key, e);
        }
        finally
        {
            End();
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _running = false;
            owner.OnEnded();
            if (_stopped)
            {
                _idle.TrySetResult();
            }
            else if (_again)
            {
                _again = false;
                Begin_NeedsLock(new Tick(owner.Now, TimeSpan.Zero, Extra: true));
            }
        }
    }
}
