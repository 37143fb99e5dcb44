namespace Lapwing.PromQL.Syntax;

internal ref partial struct Lexer
{
    private Token InExpression()
    {
        switch (At(_position))
        {
            case '{':
                _place = Place.Braces;
                return Take(TokenKind.LeftBrace, 1);
            case '[':
                _place = Place.Brackets;
                return Take(TokenKind.LeftBracket, 1);
            case ']':
                return Error("unexpected right bracket ']'");
            case '"' or '\'' or '`':
                return QuotedString();
            case var c when IsNameStart(c) || c == ':':
                return Word();
            default:
                return NumberOrSymbol() ?? Error($"unexpected character: {QuotedText.Of(Current)}");
        }
    }

    private Token InBraces()
    {
        switch (At(_position), At(_position + 1))
        {
            case ('}', _):
                _place = Place.Expression;
                return Take(TokenKind.RightBrace, 1);
            case (',', _):
                return Take(TokenKind.Comma, 1);
            case ('=', '~'):
                return Take(TokenKind.Matches, 2);
            case ('=', _):
                return Take(TokenKind.Assign, 1);
            case ('!', '~'):
                return Take(TokenKind.DoesNotMatch, 2);
            case ('!', '='):
                return Take(TokenKind.NotEqual, 2);
            case ('!', _):
                return UnexpectedAfter("'!' inside braces");
            case ('{', _):
                return Error("unexpected left brace '{'");
            case ('"' or '\'' or '`', _):
                return QuotedString();
            case (var c, _) when IsNameStart(c):
                return Take(TokenKind.Identifier, Run(_position, IsNamePart));
            default:
                return Error($"unexpected character inside braces: {QuotedText.Of(Current)}");
        }
    }

    private Token InBrackets()
    {
        switch (At(_position))
        {
            case ']':
                _place = Place.Expression;
                return Take(TokenKind.RightBracket, 1);
            case '[':
                return Error("unexpected left bracket '['");
            case ':':
                return Take(TokenKind.Colon, 1);
            case var c when IsNameStart(c) && Word() is { Kind: >= TokenKind.Step and <= TokenKind.MinOf } word:
                return word;
            default:
                return NumberOrSymbol() ?? Error($"unexpected character in duration expression: {QuotedText.Of(Current)}");
        }
    }

    private Token? NumberOrSymbol()
    {
        switch (At(_position), At(_position + 1))
        {
            case ('(', _):
                _openParens++;
                return Take(TokenKind.LeftParen, 1);
            case (')', _) when _openParens == 0:
                return Error("unexpected right parenthesis ')'");
            case (')', _):
                _openParens--;
                return Take(TokenKind.RightParen, 1);
            case (var c, _) when char.IsAsciiDigit(c):
            case ('.', var next) when char.IsAsciiDigit(next):
                return NumberOrDuration();
            default:
                return Symbol();
        }
    }

    private readonly Token? Symbol() => (At(_position), At(_position + 1)) switch
    {
        (',', _) => Take(TokenKind.Comma, 1),
        ('+', _) => Take(TokenKind.Add, 1),
        ('-', _) => Take(TokenKind.Subtract, 1),
        ('*', _) => Take(TokenKind.Multiply, 1),
        ('/', _) => Take(TokenKind.Divide, 1),
        ('%', _) => Take(TokenKind.Modulo, 1),
        ('^', _) => Take(TokenKind.Power, 1),
        ('@', _) => Take(TokenKind.At, 1),
        ('=', '=') => Take(TokenKind.Equal, 2),
        ('=', '~') => UnexpectedAfter("'='"),
        ('=', _) => Take(TokenKind.Assign, 1),
        ('!', '=') => Take(TokenKind.NotEqual, 2),
        ('!', _) => UnexpectedAfter("'!'"),
        ('<', '=') => Take(TokenKind.LessOrEqual, 2),
        ('<', '/') => Take(TokenKind.TrimUpper, 2),
        ('<', _) => Take(TokenKind.Less, 1),
        ('>', '=') => Take(TokenKind.GreaterOrEqual, 2),
        ('>', '/') => Take(TokenKind.TrimLower, 2),
        ('>', _) => Take(TokenKind.Greater, 1),
        _ => null,
    };

    private readonly Token Word()
    {
        var length = Run(_position, c => IsNamePart(c) || c == ':');
        var kind = Keywords.KindOf(_text.Slice(_position, length));
        if (kind is TokenKind.Fill or TokenKind.FillLeft or TokenKind.FillRight)
        {
            // Newer words than most: only a parenthesis makes them more than names, so that metrics called so keep working.
            var next = _position + length;
            next += Run(next, IsSpace);
            kind = At(next) == '(' ? kind : TokenKind.Identifier;
        }

        return Take(kind, length);
    }
}
