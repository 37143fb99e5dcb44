namespace Lapwing.Model;

/// <summary>Where samples are read: the seam between a store and whoever asks it. Safe for use by many threads, beside the writers.</summary>
public interface ISeriesReader
{
    /// <summary>The series whose labels satisfy every matcher, with their samples of the closed range, oldest first.</summary>
    /// <param name="matchers">All must hold; none at all selects every series.</param>
    /// <param name="from">First instant, milliseconds since 1970-01-01 UTC.</param>
    /// <param name="to">Last instant, milliseconds since 1970-01-01 UTC.</param>
    IEnumerable<SeriesSamples> Select(IReadOnlyList<LabelMatcher> matchers, long from, long to);
}

/// <summary>A series and the samples that a reader selected of it; stale markers are among them.</summary>
public sealed record SeriesSamples(Labels Labels, IReadOnlyList<Sample> Samples);
