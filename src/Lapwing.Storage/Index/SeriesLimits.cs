using Lapwing.Model;

namespace Lapwing.Storage.Index;

/// <summary>What a <see cref="SeriesIndex"/> takes in. Series that it has go on, whatever the limits.</summary>
internal sealed record SeriesLimits
{
    /// <summary>Series at a time. Default: 1,000,000, some 43 MB of labels where these are alike.</summary>
    public int MaxSeries { get; init; } = 1_000_000;

    /// <summary>Labels of a series, its name among them. Default: 64.</summary>
    public int MaxLabels { get; init; } = 64;

    /// <summary>Characters (UTF-16) of the name of a label. Default: 256.</summary>
    public int MaxNameLength { get; init; } = 256;

    /// <summary>Characters (UTF-16) of the value of a label. Default: 4,096.</summary>
    public int MaxValueLength { get; init; } = 4096;

    /// <summary>Why labels are refused, and the guilty one of them; null when they are not.</summary>
    public (SeriesOutcome Reason, string Label)? Refuse(Labels labels)
    {
        if (labels.Count > MaxLabels)
            return (SeriesOutcome.TooManyLabels, labels.Pairs[MaxLabels].Key);
        foreach (var (name, value) in labels.Pairs)
        {
            if (name.Length > MaxNameLength)
                return (SeriesOutcome.NameTooLong, name);
            if (value.Length > MaxValueLength)
                return (SeriesOutcome.ValueTooLong, name);
            if (HasHalfSurrogate(name) || HasHalfSurrogate(value))
                return (SeriesOutcome.BrokenText, name);
        }

        return null;
    }

    private static bool HasHalfSurrogate(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\ud800', '\udfff'))
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }
}
