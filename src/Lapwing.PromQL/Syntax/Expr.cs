using System.Text;

namespace Lapwing.PromQL.Syntax;

/// <summary>What an expression gives.</summary>
public enum ExprType
{
    /// <summary>One number.</summary>
    Scalar,

    /// <summary>A set of series with one value each.</summary>
    Vector,
}

/// <summary>
/// A PromQL expression: an immutable tree. Parentheses are nodes of their own, so that a tree that was parsed prints to text that
/// parses to an equal tree. Two trees are equal if they say the same, wherever they stand in a text.
/// </summary>
public abstract record Expr
{
    private protected Expr()
    {
    }

    /// <summary>Where it stands in the parsed text; empty in a tree made by hand.</summary>
    public TextSpan Span { get; init; }

    public abstract ExprType Type { get; }

    /// <summary>Reads a PromQL expression. Never throws; time and memory grow with the length of the text.</summary>
    public static ParseResult Parse(string text) => Parser.Parse(text);

    /// <summary>Spans do not count.</summary>
    public virtual bool Equals(Expr? other) => EqualityContract == other?.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>In PromQL, in Prometheus' canonical form.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Print(text);
        return text.ToString();
    }

    internal abstract void Print(StringBuilder text);
}
