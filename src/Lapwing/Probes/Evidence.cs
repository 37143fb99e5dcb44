namespace Lapwing.Probes;

/// <summary>What was seen when a target was found unhealthy. Free of secrets.</summary>
internal sealed record Evidence
{
    /// <summary>The conditions that did not hold, each with both sides.</summary>
    public IReadOnlyList<FailedExpectation> Failed { get; init; } = [];

    /// <summary>The address that was talked to, such as <c>192.0.2.7:443</c>; null when there was none.</summary>
    public string? Address { get; init; }

    /// <summary>The phase that took the longest or was under way at the end, such as <c>tls</c>.</summary>
    public string? SlowestPhase { get; init; }

    /// <summary>Milliseconds of each phase, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Phases { get; init; } = [];

    /// <summary>The first 1 KB of what came back, as text.</summary>
    public string? Body { get; init; }
}

/// <summary>A condition that did not hold.</summary>
/// <param name="Condition">Which, as written in the configuration: <c>status</c>, <c>body.json $.status</c>.</param>
/// <param name="Expected">What should have been.</param>
/// <param name="Actual">What was.</param>
internal sealed record FailedExpectation(string Condition, string Expected, string Actual);
