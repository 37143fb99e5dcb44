using Lapwing.Probes;

namespace Lapwing.Tests.Probes;

/// <summary>A probe that does what a test says.</summary>
internal sealed class ScriptedProbe(Func<CancellationToken, ValueTask<ProbeResult>> run) : IProbe, IChangeSignal
{
    private int _runs;

    public event Action? Changed;

    public int Runs => Volatile.Read(ref _runs);

    public bool Disposed { get; private set; }

    /// <summary>A probe that gives these results, one after the other, and the last one from then on.</summary>
    public static ScriptedProbe Of(params ProbeResult[] results)
    {
        var next = 0;
        return new(_ => ValueTask.FromResult(results[Math.Min(next++, results.Length - 1)]));
    }

    public ValueTask<ProbeResult> RunAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _runs);
        return run(cancellation);
    }

    public ProbeResult TimedOut(TimeSpan timeout) => ProbeResult.Failed(ProbeErrorKind.Timeout, $"no answer within {timeout.TotalSeconds} s");

    public void Signal() => Changed?.Invoke();

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }
}
