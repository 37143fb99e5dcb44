using Lapwing.Model;
using Lapwing.Probes;

namespace Lapwing.Ingest;

/// <summary>
/// What one target brought at one instant: series and their values, by position. Valid only during the call that hands it over.
/// </summary>
internal readonly ref struct SampleBatch
{
    /// <summary>The target.</summary>
    public required TargetState Target { get; init; }

    /// <summary>The run that the samples are of.</summary>
    public required ProbeRun Run { get; init; }

    /// <summary>The series, each at most once.</summary>
    public required ReadOnlySpan<SeriesRef> Series { get; init; }

    /// <summary>Their values; <see cref="StaleMarker"/> where a series has ended.</summary>
    public required ReadOnlySpan<double> Values { get; init; }

    public long Timestamp => Run.Timestamp;

    /// <summary>The value that stands for the target; null when this run has none.</summary>
    public double? Headline => Run.Result.Headline;
}
