namespace Lapwing.Probes;

/// <summary>Stands in for a probe that could not be made, so that its target is unhealthy and says why, and the others are watched.</summary>
internal sealed class UnmadeProbe(string reason) : IProbe
{
    public ValueTask<ProbeResult> RunAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(ProbeResult.Failed(ProbeErrorKind.Internal, $"this target cannot be watched: {reason}", transient: false));

    public ProbeResult TimedOut(TimeSpan timeout) => throw new InvalidOperationException("This probe never waits.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
