namespace Lapwing.Probes;

/// <summary>
/// One way to ask one target how it is. To add a kind of probe: a record of its options in <c>Config</c> that derives from
/// <c>TargetConfig</c>, a list of them in <c>LapwingConfig</c>, a folder here with the class that implements this interface, and one line in
/// <see cref="ProbeFactory"/>.
/// </summary>
/// <remarks>
/// Runs of one probe never overlap, so a probe may keep what it needs from run to run in plain fields. Work bound to the CPU (more than
/// a millisecond of it) goes to <see cref="CpuPool"/>. Disposal waits for nothing but closes all that is open.
/// </remarks>
internal interface IProbe : IAsyncDisposable
{
    /// <summary>
    /// Asks the target once. Whatever the target does wrong is in the result; only the end of <paramref name="cancellation"/>
    /// (time-out or stop, the caller tells which) throws, as <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <param name="cancellation">Ends when the attempt's time is up or Lapwing stops.</param>
    ValueTask<ProbeResult> RunAsync(CancellationToken cancellation);

    /// <summary>
    /// The result to record when an attempt ran into its time-out: what was known by then (phases done, address). Called after
    /// <see cref="RunAsync"/> has ended by cancellation.
    /// </summary>
    /// <param name="timeout">The time the attempt was given.</param>
    ProbeResult TimedOut(TimeSpan timeout);
}
