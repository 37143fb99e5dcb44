namespace Lapwing.PromQL.Syntax;

internal ref partial struct Lexer
{
    private readonly Token NumberOrDuration()
    {
        var end = EndOfNumber();
        if (!GoesOn(end))
            return Take(TokenKind.Number, end - _position);
        if (EndsDuration(ref end))
            return Take(TokenKind.Duration, end - _position);
        var faulty = TextSpan.Between(_position, Math.Min(end + 1, _text.Length));
        return new(TokenKind.Error, faulty, $"bad number or duration syntax: {QuotedText.Excerpt(faulty.Of(_text))}");
    }

    private readonly int EndOfNumber()
    {
        if (At(_position) == '0' && At(_position + 1) is 'x' or 'X')
            return _position + 2 + Run(_position + 2, c => char.IsAsciiHexDigit(c) || c == '_');

        var end = _position + Run(_position, IsDigitOrUnderscore);
        if (At(end) == '.')
            end += 1 + Run(end + 1, IsDigitOrUnderscore);
        if (At(end) is 'e' or 'E')
        {
            var digits = At(end + 1) is '+' or '-' ? end + 2 : end + 1;
            if (char.IsAsciiDigit(At(digits)))
                end = digits + Run(digits, IsDigitOrUnderscore);
        }

        return end;
    }

    /// <summary>
    /// Reads on from the digits that a duration begins with; <paramref name="end"/> is then its end, or the character at fault.
    /// </summary>
    private readonly bool EndsDuration(ref int end)
    {
        do
        {
            if (At(end) is not ('s' or 'm' or 'h' or 'd' or 'w' or 'y'))
                return false;
            end++;
            if (At(end) == 's')
                end++;
            end += Run(end, char.IsAsciiDigit);
        }
        while (char.IsAsciiDigit(_text[end - 1]));
        return !GoesOn(end);
    }

    private readonly bool GoesOn(int end) => IsNamePart(At(end)) || At(end) == '.';

    private static bool IsDigitOrUnderscore(char c) => char.IsAsciiDigit(c) || c == '_';

    private readonly Token QuotedString()
    {
        var quote = At(_position);
        for (var i = _position + 1; i < _text.Length; i++)
        {
            var c = _text[i];
            if (c == quote)
                return Take(TokenKind.String, i + 1 - _position);
            if (char.IsHighSurrogate(c) && char.IsLowSurrogate(At(i + 1)))
                i++;
            else if (char.IsSurrogate(c))
                return new(TokenKind.Error, new TextSpan(i, 1), "invalid UTF-8 rune");
            else if (c == '\n' && quote != '`')
                break;
            else if (c == '\\' && quote != '`')
            {
                if (!EscapeSequence.TryRead(_text[i..], quote, out var sequence, out var error))
                    return new(TokenKind.Error, new TextSpan(i, 1), error);
                i += sequence.Length - 1;
            }
        }

        return Error(quote == '`' ? "unterminated raw string" : "unterminated quoted string");
    }
}
