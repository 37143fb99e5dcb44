using System.Text;
using Lapwing.Model;

namespace Lapwing.PromQL.Syntax;

/// <summary>The series whose labels satisfy every matcher.</summary>
/// <param name="Name">The name of the metric, where it stands before the braces; null where it does not.</param>
/// <param name="Matchers">Those in the braces, in the order of the text; a quoted name is a matcher of <c>__name__</c>.</param>
public sealed record VectorSelector(string? Name, IReadOnlyList<LabelMatcher> Matchers) : Expr
{
    public override ExprType Type => ExprType.Vector;

    /// <summary>Every condition on a series: that of <see cref="Name"/>, then <see cref="Matchers"/>.</summary>
    public IReadOnlyList<LabelMatcher> AllMatchers =>
        Name is null ? Matchers : [new(Labels.MetricName, MatchOperator.Equal, Name), .. Matchers];

    /// <summary>The order of the matchers does not count: all must be satisfied.</summary>
    public bool Equals(VectorSelector? other) => base.Equals(other) && Name == other.Name && Sorted().SequenceEqual(other.Sorted());

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Name);
        foreach (var matcher in Sorted())
        {
            hash.Add(matcher);
        }

        return hash.ToHashCode();
    }

    /// <summary>The matchers are sorted, so that selectors which say the same print the same.</summary>
    internal override void Print(StringBuilder text)
    {
        text.Append(Name);
        if (Matchers.Count > 0)
            text.Append('{').AppendJoin(',', Sorted()).Append('}');
        else if (Name is null)
            text.Append("{}");
    }

    private IEnumerable<string> Sorted() => Matchers.Select(MatcherText).Order(StringComparer.Ordinal);

    private static string MatcherText(LabelMatcher matcher)
    {
        var text = new StringBuilder();
        if (IsIdentifier(matcher.Name))
            text.Append(matcher.Name);
        else
            QuotedText.Write(text, matcher.Name);
        text.Append(matcher.Operator switch
        {
            MatchOperator.Equal => "=",
            MatchOperator.NotEqual => "!=",
            MatchOperator.Matches => "=~",
            _ => "!~",
        });
        QuotedText.Write(text, matcher.Value);
        return text.ToString();
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
