namespace Lapwing.Probes;

/// <summary>Where runs go: ingest. Called on the thread on which the run ended; runs of one target come one after the other.</summary>
internal interface IRunSink
{
    void Accept(TargetState target, ProbeRun run);

    /// <summary>The target is watched no longer; no run of it comes any more.</summary>
    void Forget(TargetState target);
}
