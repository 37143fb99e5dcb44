using System.Diagnostics.CodeAnalysis;

namespace Lapwing.PromQL.Syntax;

/// <summary>What came of parsing a text: an expression, or the first error.</summary>
public sealed record ParseResult
{
    private ParseResult(Expr? expression, ParseError? error)
    {
        Expression = expression;
        Error = error;
    }

    public Expr? Expression { get; }

    public ParseError? Error { get; }

    [MemberNotNullWhen(true, nameof(Expression))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Success => Expression is not null;

    internal static ParseResult Of(Expr expression) => new(expression, null);

    internal static ParseResult Failed(ParseError error) => new(null, error);
}
