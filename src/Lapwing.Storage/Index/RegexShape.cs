namespace Lapwing.Storage.Index;

/// <summary>
/// What the pattern of a matcher says when it needs no regular expression: texts, each whole or as the beginning of a value, as in
/// <c>a|b|c</c>, <c>pre(a|b)</c>, <c>abc.*</c>, <c>.+</c>. It agrees with <see cref="Model.LabelMatcher"/>, which matches whole values.
/// </summary>
internal sealed class RegexShape
{
    private readonly Alternative[] _alternatives;
    private readonly HashSet<string> _whole;
    private readonly Alternative[] _beginnings;

    public RegexShape(IEnumerable<Alternative> alternatives)
    {
        _alternatives = [.. alternatives.Distinct()];
        _whole = [.. _alternatives.Where(one => one.Tail == Tail.None).Select(one => one.Text)];
        _beginnings = [.. _alternatives.Where(one => one.Tail != Tail.None)];
    }

    /// <summary>What may follow a text.</summary>
    public enum Tail
    {
        None,

        /// <summary><c>.*</c></summary>
        Any,

        /// <summary><c>.+</c></summary>
        Some,
    }

    /// <summary>The values that match, where they can be listed.</summary>
    public IReadOnlyCollection<string>? Values => _beginnings.Length == 0 ? _whole : null;

    /// <summary>Whether everything matches.</summary>
    public bool IsEverything => _beginnings.Contains(new("", Tail.Any));

    /// <summary>What all values that match begin with.</summary>
    public string Prefix
    {
        get
        {
            var prefix = _alternatives[0].Text.AsSpan();
            foreach (var (text, _) in _alternatives)
            {
                prefix = prefix[..prefix.CommonPrefixLength(text)];
            }

            return RegexShapeParser.WithoutHalfSurrogate(prefix);
        }
    }

    public bool Matches(string value)
    {
        if (_whole.Contains(value))
            return true;
        foreach (var (text, tail) in _beginnings)
        {
            if (value.Length >= text.Length + (tail == Tail.Some ? 1 : 0) && value.StartsWith(text, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>One way to match.</summary>
    internal readonly record struct Alternative(string Text, Tail Tail);
}
