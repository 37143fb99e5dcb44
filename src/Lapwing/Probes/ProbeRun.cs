namespace Lapwing.Probes;

/// <summary>A whole run of a target: its attempts, of which the last one's result counts.</summary>
/// <param name="Timestamp">When the last attempt began, in milliseconds since 1970-01-01 UTC: the instant of its samples.</param>
/// <param name="Duration">From the first attempt's begin to the last one's end.</param>
/// <param name="Attempts">All attempts in order, at least one.</param>
/// <param name="Result">What the last attempt brought back.</param>
internal sealed record ProbeRun(long Timestamp, TimeSpan Duration, IReadOnlyList<ProbeAttempt> Attempts, ProbeResult Result);

/// <summary>One attempt of a run, as people are shown it.</summary>
/// <param name="Status"><c>healthy</c>, or what is wrong in one word.</param>
/// <param name="Message">What is wrong; null when healthy.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record ProbeAttempt(string Status, string? Message, TimeSpan Duration);
