namespace Lapwing.PromQL.Syntax;

internal ref partial struct Parser
{
    private Expr? Operand(int depth)
    {
        _height = 1;
        return _token.Kind switch
        {
            TokenKind.Number => Number(),
            TokenKind.Duration => Duration(),
            TokenKind.String => Unsupported(_token.Span, "string literal"),
            TokenKind.LeftParen => Parenthesised(depth),
            TokenKind.LeftBrace => Selector(name: null),
            var kind when kind.CanNameMetric => Named(),
            _ => Unexpected(),
        };
    }

    private Expr? Parenthesised(int depth)
    {
        var start = _token.Span.Start;
        Advance();
        if (Expression(Operators.LowestPrecedence, depth + 1) is not { } inner)
            return null;
        if (_token.Kind != TokenKind.RightParen)
            return Unexpected();
        Advance();
        return Raised(new ParenExpr(inner) { Span = TextSpan.Between(start, _lastEnd) });
    }

    private Expr? Number()
    {
        var span = _token.Span;
        Advance();
        return NumberText.TryParse(span.Of(_text), out var value, out var error)
            ? new NumberLiteral(value) { Span = span }
            : Fail(span, error);
    }

    private Expr? Duration()
    {
        var span = _token.Span;
        Advance();
        return DurationText.TryParse(span.Of(_text), out var seconds, out var error)
            ? new NumberLiteral(seconds, IsDuration: true) { Span = span }
            : Fail(span, error);
    }

    /// <summary>A word: the name of a metric, unless what follows makes it a function or an aggregation.</summary>
    private Expr? Named()
    {
        var name = _token;
        Advance();
        return (name.Kind, _token.Kind) switch
        {
            (TokenKind.Identifier, TokenKind.LeftParen) => Unsupported(name.Span, $"function {Quoted(name.Span)}"),
            (var kind, TokenKind.LeftParen) when kind.IsTimeWord => Unsupported(name.Span, $"function {Quoted(name.Span)}"),
            (var kind, TokenKind.LeftParen or TokenKind.By or TokenKind.Without) when kind.IsAggregation =>
                Unsupported(name.Span, $"aggregation {Quoted(name.Span)}"),
            _ => Selector(name.Span),
        };
    }
}
