namespace Lapwing.Probes;

/// <summary>What one attempt brought back. Failure is a value: <see cref="Error"/>.</summary>
internal sealed record ProbeResult
{
    /// <summary>What is wrong with the target; null when it is healthy.</summary>
    public ProbeError? Error { get; init; }

    /// <summary>The headline value of the target, in the unit of its kind; null when there is none (a missing file is not 0 bytes).</summary>
    public double? Headline { get; init; }

    /// <summary>All other numbers. In the same order from run to run, so that ingest finds their series by position.</summary>
    public ReadOnlyMemory<Measurement> Measurements { get; init; }

    /// <summary>What a person needs in order to believe and understand an error; null when healthy.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>Something that does not make the target unhealthy but should be known, such as a missing privilege; null for nothing.</summary>
    public string? Notice { get; init; }

    /// <summary><c>healthy</c>, or what is wrong in one word.</summary>
    public string Status => Error is null ? "healthy" : Error.Kind.Name;

    /// <summary>A result that holds nothing but an error.</summary>
    public static ProbeResult Failed(ProbeErrorKind kind, string message, bool transient = true) =>
        new() { Error = new(kind, message, transient) };
}
