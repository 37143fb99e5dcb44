using Lapwing.Probes;

namespace Lapwing.Api;

/// <summary>A run of a target, with the evidence where it failed.</summary>
internal sealed record RunView(
    long Timestamp, double DurationMs, string Status, string? Message, double? Value, IReadOnlyList<AttemptView> Attempts, EvidenceView? Evidence)
{
    public static RunView Of(ProbeRun run) => new(
        run.Timestamp, run.Duration.TotalMilliseconds, run.Result.Status, run.Result.Error?.Message,
        run.Result.Headline is { } value ? WindowView.Finite(value) : null,
        [.. run.Attempts.Select(attempt => new AttemptView(attempt.Status, attempt.Message, attempt.Duration.TotalMilliseconds))],
        run.Result.Evidence is { } evidence ? EvidenceView.Of(evidence) : null);
}

/// <summary>One attempt of a run.</summary>
internal sealed record AttemptView(string Status, string? Message, double DurationMs);

/// <summary>What was seen when a target was found unhealthy.</summary>
internal sealed record EvidenceView(
    IReadOnlyList<FailedExpectation> Failed, string? Address, string? SlowestPhase, IReadOnlyList<PhaseView> Phases, string? Body)
{
    public static EvidenceView Of(Evidence evidence) => new(
        evidence.Failed, evidence.Address, evidence.SlowestPhase,
        [.. evidence.Phases.Select(phase => new PhaseView(phase.Key, phase.Value))], evidence.Body);
}

/// <summary>Milliseconds that a phase took.</summary>
internal sealed record PhaseView(string Name, double Ms);
