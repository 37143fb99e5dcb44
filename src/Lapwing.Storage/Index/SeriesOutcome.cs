using Lapwing.Model;

namespace Lapwing.Storage.Index;

/// <summary>What became of the wish for a series.</summary>
internal enum SeriesOutcome
{
    /// <summary>It was there.</summary>
    Known,

    /// <summary>It is there now.</summary>
    Added,

    /// <summary>Refused: there are <see cref="SeriesLimits.MaxSeries"/>. The label is the one that gained most values lately.</summary>
    TooManySeries,

    /// <summary>Refused: more than <see cref="SeriesLimits.MaxLabels"/>. The label is the first over it.</summary>
    TooManyLabels,

    /// <summary>Refused: a name longer than <see cref="SeriesLimits.MaxNameLength"/>.</summary>
    NameTooLong,

    /// <summary>Refused: a value longer than <see cref="SeriesLimits.MaxValueLength"/>.</summary>
    ValueTooLong,

    /// <summary>Refused: a name or value is no Unicode text, for it has a surrogate without its other half.</summary>
    BrokenText,
}

/// <summary>A series, or why there is none.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Series">Its number, unless it was refused.</param>
/// <param name="GuiltyLabel">The name of the label for which it was refused; null when it was not.</param>
internal readonly record struct SeriesResult(SeriesOutcome Outcome, SeriesRef Series, string? GuiltyLabel = null)
{
    public bool IsRefused => Outcome > SeriesOutcome.Added;
}
