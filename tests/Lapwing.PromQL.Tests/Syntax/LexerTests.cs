using Lapwing.PromQL.Syntax;

namespace Lapwing.PromQL.Tests.Syntax;

public sealed class LexerTests
{
    [Theory]
    [InlineData("+ - * / % ^", "Add Subtract Multiply Divide Modulo Power")]
    [InlineData("== != < <= > >= </ >/", "Equal NotEqual Less LessOrEqual Greater GreaterOrEqual TrimUpper TrimLower")]
    [InlineData("and or unless atan2", "And Or Unless Atan2")]
    [InlineData("AND Or uNLESS Atan2", "And Or Unless Atan2")]
    [InlineData("( ) , @ =", "LeftParen RightParen Comma At Assign")]
    [InlineData("a a1 _ a:b :a inf NaN", "Identifier Identifier Identifier MetricIdentifier MetricIdentifier Number Number")]
    [InlineData("1 1.5 .5 5. 1e3 1E+3 1e-3 0x1F 1_000", "Number Number Number Number Number Number Number Number Number")]
    [InlineData("5m 1h30m 100ms 1y2w3d", "Duration Duration Duration Duration")]
    [InlineData("""
        "a" 'b' `c`
        """, "String String String")]
    [InlineData("a # a comment, also with { ( \" in it\n+ # one more", "Identifier Add")]
    [InlineData("1-2", "Number Subtract Number")]
    [InlineData("e-5", "Identifier Subtract Number")]
    [InlineData("sum by(x)", "Sum By LeftParen Identifier RightParen")]
    [InlineData("offset anchored smoothed bool", "Offset Anchored Smoothed Bool")]
    [InlineData("fill(1) fill (1) fill + fill_left",
        "Fill LeftParen Number RightParen Fill LeftParen Number RightParen Identifier Add Identifier")]
    [InlineData("", "")]
    [InlineData(" \t\r\n", "")]
    public void An_expression_is_cut_into_tokens(string text, string expected) => Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData("{a=\"x\"}", "LeftBrace Identifier Assign String RightBrace")]
    [InlineData("{a!='x',b=~`y`,c!~'z'}",
        "LeftBrace Identifier NotEqual String Comma Identifier Matches String Comma Identifier DoesNotMatch String RightBrace")]
    [InlineData("{sum,NaN,offset}", "LeftBrace Identifier Comma Identifier Comma Identifier RightBrace")]
    [InlineData("{ # {\n 'a' }", "LeftBrace String RightBrace")]
    [InlineData("{}a", "LeftBrace RightBrace Identifier")]
    public void Words_in_braces_are_label_names(string text, string expected) => Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData("[5m]", "LeftBracket Duration RightBracket")]
    [InlineData("[5m:1m]", "LeftBracket Duration Colon Duration RightBracket")]
    [InlineData("[ 5m : ]a:b", "LeftBracket Duration Colon RightBracket MetricIdentifier")]
    [InlineData("[step()+2*(RANGE())]",
        "LeftBracket Step LeftParen RightParen Add Number Multiply LeftParen Range LeftParen RightParen RightParen RightBracket")]
    [InlineData("[max_of(1s,2s)^2%3/4]",
        "LeftBracket MaxOf LeftParen Duration Comma Duration RightParen Power Number Modulo Number Divide Number RightBracket")]
    public void Brackets_hold_durations(string text, string expected) => Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData("[a]", 1, "unexpected character in duration expression: 'a'")]
    [InlineData("[sum]", 1, "unexpected character in duration expression: 's'")]
    [InlineData("[\"5m\"]", 1, "unexpected character in duration expression: '\"'")]
    [InlineData("[[", 1, "unexpected left bracket '['")]
    [InlineData("]", 0, "unexpected right bracket ']'")]
    [InlineData("[5m", 3, "unclosed left bracket")]
    [InlineData("[(5m", 4, "unclosed left bracket")]
    [InlineData("[5mm]", 1, "bad number or duration syntax: \"5mm\"")]
    [InlineData("[5m1]", 1, "bad number or duration syntax: \"5m1]\"")]
    [InlineData("!", 0, "unexpected end of input after '!'")]
    [InlineData("!a", 0, "unexpected character after '!': 'a'")]
    public void A_faulty_token_says_what_is_wrong_with_it(string text, int offset, string message)
    {
        var error = Tokens(text)[^1];
        Assert.Equal((TokenKind.Error, offset, message), (error.Kind, error.Span.Start, error.Error));
    }

    [Fact]
    public void Each_kind_but_errors_comes_from_some_text()
    {
        var symbols = "a a:b 1 5m 'x' {=!==~!~}[5m:] (), == != < <= > >= </ >/ + - * / % ^ @ fill( fill_left( fill_right()))";
        var text = $"{symbols} {string.Join(' ', Keywords.All)}";
        var seen = Tokens(text).Select(token => token.Kind).Append(TokenKind.Error);
        Assert.Empty(Enum.GetValues<TokenKind>().Except(seen));
    }

    [Fact]
    public void Spans_cover_the_text_of_their_tokens()
    {
        const string text = " foo{ bar=~\"x\" } >= 0x1F # end";
        Assert.Equal(
            ["foo", "{", "bar", "=~", "\"x\"", "}", ">=", "0x1F", ""],
            Tokens(text).Select(token => token.Span.Of(text).ToString()));
    }

    private static string Kinds(string text) => string.Join(' ', Tokens(text).SkipLast(1).Select(token => token.Kind));

    private static List<Token> Tokens(string text)
    {
        var lexer = new Lexer(text);
        List<Token> tokens = [];
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[^1].Kind is not (TokenKind.EndOfInput or TokenKind.Error));
        return tokens;
    }
}
