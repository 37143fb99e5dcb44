using Lapwing.Model;

namespace Lapwing.Storage.Index;

/// <summary>
/// A matcher as a selection needs it: the series that have one of some values of a label are what is wanted, or are what is not. The latter where
/// the matcher holds for the empty value, so for series that lack the label.
/// </summary>
internal sealed class ValueCondition
{
    private readonly LabelMatcher _matcher;
    private readonly RegexShape? _shape;

    public ValueCondition(LabelMatcher matcher)
    {
        _matcher = matcher;
        _shape = matcher.Operator is MatchOperator.Equal or MatchOperator.NotEqual
            ? new([new(matcher.Value, RegexShape.Tail.None)])
            : RegexShapeParser.Parse(matcher.Value);
        IsExclusion = Matches("");

        // The values are those that the comparison names, or, where it names the empty one, the others.
        var namesEmpty = IsExclusion != IsNegative;
        if (!namesEmpty)
            (Values, Prefix) = (_shape?.Values, _shape?.Prefix ?? RegexShapeParser.PrefixOf(matcher.Value));
        else if (_shape?.IsEverything == true)
            Values = [];
    }

    public string Name => _matcher.Name;

    /// <summary>Whether the series with the values are those that are not wanted.</summary>
    public bool IsExclusion { get; }

    /// <summary>The values, where they are known without asking an index.</summary>
    public IReadOnlyCollection<string>? Values { get; }

    /// <summary>What all the values begin with.</summary>
    public string Prefix { get; } = "";

    private bool IsNegative => _matcher.Operator is MatchOperator.NotEqual or MatchOperator.DoesNotMatch;

    /// <summary>Whether a series with this value is wanted.</summary>
    public bool Matches(string value) => _shape is null ? _matcher.Matches(value) : _shape.Matches(value) != IsNegative;

    /// <summary>The values among those that an index has.</summary>
    public IReadOnlyCollection<string> ValuesIn(IPostingsIndex index) =>
        Values ?? [.. index.ValuesOf(Name, Prefix).Where(value => Matches(value) != IsExclusion)];
}
