using System.Text;

namespace Lapwing.PromQL.Syntax;

/// <summary>
/// Cuts a text into the tokens of the whole of PromQL; spaces and comments fall away. What a character means depends on whether it
/// stands in an expression, in the braces of a selector or in the brackets of a range, and the lexer keeps track of that, as
/// Prometheus' own does. An <see cref="TokenKind.Error"/> token ends the text; nothing is allocated but its message.
/// </summary>
internal ref partial struct Lexer(ReadOnlySpan<char> text)
{
    private enum Place
    {
        Expression,
        Braces,
        Brackets,
    }

    private readonly ReadOnlySpan<char> _text = text;
    private int _position;
    private int _openParens;
    private Place _place;

    /// <summary>The next token; <see cref="TokenKind.EndOfInput"/> again and again at the end.</summary>
    public Token Next()
    {
        SkipSpacesAndComments();
        var token = _position == _text.Length ? EndOfInput() : _place switch
        {
            Place.Braces => InBraces(),
            Place.Brackets => InBrackets(),
            _ => InExpression(),
        };
        _position = token.Span.End;
        return token;
    }

    private readonly Token EndOfInput() => _place switch
    {
        Place.Braces => Error("unexpected end of input inside braces"),
        Place.Brackets => Error("unclosed left bracket"),
        _ => _openParens > 0 ? Error("unclosed left parenthesis") : Take(TokenKind.EndOfInput, 0),
    };

    private void SkipSpacesAndComments()
    {
        while (true)
        {
            _position += Run(_position, IsSpace);
            if (At(_position) != '#')
                return;
            _position += Run(_position, c => c is not ('\n' or '\r'));
        }
    }

    /// <summary>The character there; NUL behind the end, which no rule of the language accepts.</summary>
    private readonly char At(int index) => index < _text.Length ? _text[index] : '\0';

    private readonly Rune Current => RuneAt(_position);

    private readonly Rune RuneAt(int index)
    {
        _ = Rune.DecodeFromUtf16(_text[index..], out var rune, out _);
        return rune;
    }

    private readonly int Run(int start, Func<char, bool> accepts)
    {
        var end = start;
        while (end < _text.Length && accepts(_text[end]))
        {
            end++;
        }

        return end - start;
    }

    private readonly Token Take(TokenKind kind, int length) => new(kind, new TextSpan(_position, length));

    private readonly Token Error(string message) =>
        new(TokenKind.Error, new TextSpan(_position, Math.Min(1, _text.Length - _position)), message);

    private readonly Token UnexpectedAfter(string what) => _position + 1 == _text.Length
        ? Error($"unexpected end of input after {what}")
        : Error($"unexpected character after {what}: {QuotedText.Of(RuneAt(_position + 1))}");

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
