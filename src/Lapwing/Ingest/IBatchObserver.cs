using Lapwing.Probes;

namespace Lapwing.Ingest;

/// <summary>
/// A step that looks at samples as they arrive, on the thread that brings them: windows, alerts, live. It must be quick, allocate nothing
/// in the steady state and never wait. Batches of one target come one after the other; batches of different targets at the same time.
/// </summary>
internal interface IBatchObserver
{
    void Observe(in SampleBatch batch);

    /// <summary>The target is watched no longer; no batch of it comes any more.</summary>
    void Forget(TargetState target);
}
