namespace Lapwing.PromQL.Syntax;

/// <summary>
/// A precedence-climbing parser. It stops at the first error: a method that returns null has set it. What the lexer knows and this
/// version cannot do yet is an error of its own kind, so that nobody takes it for a mistake.
/// </summary>
internal ref partial struct Parser
{
    /// <summary>
    /// How deep an expression may nest, by parentheses, signs or a chain of operators. People stay below 20; with 250 the parser,
    /// whose frames are the largest, stays below 256 KB of stack, and every recursive walk over the tree below that.
    /// </summary>
    public const int MaxDepth = 250;

    private readonly ReadOnlySpan<char> _text;
    private Lexer _lexer;
    private Token _token;
    private int _lastEnd;
    private ParseError? _error;

    // Height of the tree that was built last. A chain such as a > 1 > 1 grows it without growing the depth of the recursion.
    private int _height;

    private Parser(string text)
    {
        _text = text;
        _lexer = new(text);
        Advance();
    }

    public static ParseResult Parse(string text)
    {
        var parser = new Parser(text);
        var expression = parser.WholeText();
        return parser._error is null ? ParseResult.Of(expression!) : ParseResult.Failed(parser._error);
    }

    private Expr? WholeText()
    {
        if (_token.Kind == TokenKind.EndOfInput)
            return Fail(new(0, 0), "no expression found in input");
        var expression = Expression(Operators.LowestPrecedence, depth: 1);
        return expression is null || _token.Kind == TokenKind.EndOfInput ? expression : Unexpected();
    }

    /// <summary>An operand, and the operators behind it that bind at least as tightly as <paramref name="precedence"/>.</summary>
    private Expr? Expression(int precedence, int depth)
    {
        var left = Signed(depth);
        while (left is not null)
        {
            if (IsPostfix(_token.Kind))
                return Unsupported(_token.Span, Postfix());
            if (Operators.Find(_token.Kind) is not { } found || found.Precedence < precedence)
                break;
            left = Binary(left, found, depth);
        }

        return left;
    }

    private Expr? Binary(Expr left, OperatorInfo info, int depth)
    {
        var symbol = _token.Span;
        if (!info.IsComparison)
            return Unsupported(symbol, $"operator {Quoted(symbol)}");
        Advance();
        if (IsMatching(_token.Kind))
            return Unsupported(_token.Span, $"modifier {Quoted(_token.Span)}");

        var leftHeight = _height;
        if (Expression(info.IsRightAssociative ? info.Precedence : info.Precedence + 1, depth + 1) is not { } right)
            return null;
        _height = Math.Max(leftHeight, _height);
        return (left.Type, right.Type) switch
        {
            (ExprType.Scalar, ExprType.Scalar) => Fail(symbol, "comparisons between scalars must use BOOL modifier"),
            (ExprType.Vector, ExprType.Vector) => Unsupported(symbol, "comparison of two vectors"),
            _ => Raised(new BinaryExpr(left, info.Operator, right) { Span = TextSpan.Between(left.Span.Start, right.Span.End) }),
        };
    }

    private Expr? Signed(int depth)
    {
        if (depth > MaxDepth)
            return TooDeep(_token.Span);
        if (_token.Kind is not (TokenKind.Add or TokenKind.Subtract))
            return Operand(depth);

        var (start, isMinus) = (_token.Span.Start, _token.Kind == TokenKind.Subtract);
        Advance();
        if (Expression(Operators.SignPrecedence + 1, depth + 1) is not { } operand)
            return null;
        var span = TextSpan.Between(start, operand.Span.End);
        return operand is NumberLiteral number
            ? number with { Value = isMinus ? -number.Value : number.Value, Span = span }
            : Raised(new UnaryExpr(isMinus ? UnaryOperator.Minus : UnaryOperator.Plus, operand) { Span = span });
    }

    private static bool IsPostfix(TokenKind kind) =>
        kind is TokenKind.LeftBracket or TokenKind.Offset or TokenKind.At or TokenKind.Smoothed or TokenKind.Anchored;

    private static bool IsMatching(TokenKind kind) => kind
        is TokenKind.Bool or TokenKind.On or TokenKind.Ignoring or TokenKind.Fill or TokenKind.FillLeft or TokenKind.FillRight;

    private readonly string Postfix() =>
        _token.Kind == TokenKind.LeftBracket ? "range in brackets" : $"modifier {Quoted(_token.Span)}";

    private void Advance()
    {
        _lastEnd = _token.Span.End;
        _token = _lexer.Next();
        if (_token.Error is not null)
            _ = Fail(_token.Span, _token.Error);
    }

    /// <summary>One level more above the tree that was built last.</summary>
    private Expr? Raised(Expr expression) => ++_height > MaxDepth ? TooDeep(expression.Span) : expression;

    private Expr? TooDeep(TextSpan span) => Fail(span, $"expression is nested more than {MaxDepth} levels deep");

    private Expr? Unexpected(string? context = null, string? expected = null) =>
        Fail(_token.Span, $"unexpected {_token.Describe(_text)}{(context is null ? "" : $" in {context}, expected {expected}")}");

    private Expr? Unsupported(TextSpan span, string what) => Fail(span, $"{what} is not supported by this version", isUnsupported: true);

    private Expr? Fail(TextSpan span, string message, bool isUnsupported = false)
    {
        _error ??= ParseError.At(_text, span, message, isUnsupported);
        return null;
    }

    private readonly string Quoted(TextSpan span) => QuotedText.Excerpt(span.Of(_text));
}
