using Lapwing.Probes;

namespace Lapwing.Tests.Faults;

/// <summary>Makes targets go in step: a round begins when all have ended the one before, and between two nothing is under way.</summary>
internal sealed class RoundBarrier(int targets) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private TaskCompletionSource _allEnded = New();
    private TaskCompletionSource _next = New();
    private int _ended;
    private bool _open;

    /// <summary>The probe in step with the others.</summary>
    public IProbe Pace(IProbe probe) => new PacedProbe(probe, this);

    /// <summary>Ends when every target has ended its round.</summary>
    public Task AllEndedAsync() => _allEnded.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Begins the next round.</summary>
    public void GoOn()
    {
        TaskCompletionSource next;
        lock (_lock)
        {
            (next, _next, _allEnded, _ended) = (_next, New(), New(), 0);
        }

        next.SetResult();
    }

    /// <summary>From now on nobody waits for anybody.</summary>
    public void Dispose()
    {
        _open = true;
        GoOn();
    }

    private Task EndAsync()
    {
        lock (_lock)
        {
            if (_open)
                return Task.CompletedTask;
            if (++_ended == targets)
                _allEnded.SetResult();
            return _next.Task;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class PacedProbe(IProbe probe, RoundBarrier barrier) : IProbe
    {
        public async ValueTask<ProbeResult> RunAsync(CancellationToken cancellation)
        {
            try
            {
                return await probe.RunAsync(cancellation);
            }
            finally
            {
                await barrier.EndAsync();
            }
        }

        public ProbeResult TimedOut(TimeSpan timeout) => probe.TimedOut(timeout);

        public ValueTask DisposeAsync() => probe.DisposeAsync();
    }
}
