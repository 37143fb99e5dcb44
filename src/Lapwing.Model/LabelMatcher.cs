using System.Text.RegularExpressions;

namespace Lapwing.Model;

/// <summary>How a <see cref="LabelMatcher"/> compares.</summary>
public enum MatchOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>=~</c></summary>
    Matches,

    /// <summary><c>!~</c></summary>
    DoesNotMatch,
}

/// <summary>
/// A condition on one label, as PromQL writes it. An absent label has the empty value; a regular expression must match the whole value.
/// Safe for use by many threads.
/// </summary>
public sealed class LabelMatcher : IEquatable<LabelMatcher>
{
    private const RegexOptions Syntax = RegexOptions.Singleline | RegexOptions.CultureInvariant;

    // .NET refuses automata of over 10,000 states anyway, but takes up to half a minute to see it of a pattern of a megabyte.
    private const int LongestPattern = 10_000;

    private readonly Regex? _regex;

    /// <exception cref="ArgumentException">The pattern of a regular-expression matcher is not valid, or too large.</exception>
    public LabelMatcher(string name, MatchOperator @operator, string value)
    {
        Name = name;
        Operator = @operator;
        Value = value;
        if (@operator is MatchOperator.Matches or MatchOperator.DoesNotMatch)
            _regex = WholeValue(value);
    }

    public string Name { get; }

    public MatchOperator Operator { get; }

    public string Value { get; }

    public bool Matches(string value) => Operator switch
    {
        MatchOperator.Equal => value == Value,
        MatchOperator.NotEqual => value != Value,
        MatchOperator.Matches => _regex!.IsMatch(value),
        _ => !_regex!.IsMatch(value),
    };

    public bool Matches(Labels labels) => Matches(labels[Name]);

    public bool Equals(LabelMatcher? other) =>
        other is not null && Name == other.Name && Operator == other.Operator && Value == other.Value;

    public override bool Equals(object? obj) => Equals(obj as LabelMatcher);

    public override int GetHashCode() => HashCode.Combine(Name, Operator, Value);

    public override string ToString()
    {
        var symbol = Operator switch
        {
            MatchOperator.Equal => "=",
            MatchOperator.NotEqual => "!=",
            MatchOperator.Matches => "=~",
            _ => "!~",
        };
        return $"{Name}{symbol}\"{Value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"";
    }

    private static Regex WholeValue(string pattern)
    {
        if (pattern.Length > LongestPattern)
            throw new ArgumentException($"The pattern has {pattern.Length} characters; at most {LongestPattern} are possible.");
        try
        {
            // On its own first: a stray parenthesis, as in a)|(b, would end the group around it and match parts of a value.
            _ = new Regex(pattern, Syntax);

            // NonBacktracking: time linear in the value, whatever pattern a user or client sends (Prometheus' RE2 has the same bound).
            return new Regex($@"\A(?:{pattern})\z", Syntax | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException("The pattern is too large, or uses a look-around or a back-reference.", e);
        }
    }
}
