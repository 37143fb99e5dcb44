using Lapwing.PromQL.Syntax;

namespace Lapwing.PromQL.Tests.Syntax;

public sealed class ParseErrorTests
{
    [Theory]
    [InlineData("", "1:1: parse error: no expression found in input")]
    [InlineData("# just a comment\n\n", "1:1: parse error: no expression found in input")]
    [InlineData("foo >", "1:6: parse error: unexpected end of input")]
    [InlineData("-", "1:2: parse error: unexpected end of input")]
    [InlineData("()", "1:2: parse error: unexpected \")\"")]
    [InlineData("*1", "1:1: parse error: unexpected <op:*>")]
    [InlineData("@@", "1:1: parse error: unexpected <op:@>")]
    [InlineData("-=", "1:2: parse error: unexpected \"=\"")]
    [InlineData("++-++-+-+-<", "1:11: parse error: unexpected <op:<>")]
    [InlineData("foo = 1", "1:5: parse error: unexpected \"=\"")]
    [InlineData("foo bar", "1:5: parse error: unexpected identifier \"bar\"")]
    [InlineData("foo a:b", "1:5: parse error: unexpected metric identifier \"a:b\"")]
    [InlineData("foo 1", "1:5: parse error: unexpected number \"1\"")]
    [InlineData("foo 5m", "1:5: parse error: unexpected duration \"5m\"")]
    [InlineData("foo 'x'", "1:5: parse error: unexpected string \"'x'\"")]
    [InlineData("foo sum", "1:5: parse error: unexpected <aggr:sum>")]
    [InlineData("foo by", "1:5: parse error: unexpected <by>")]
    [InlineData("foo, bar", "1:4: parse error: unexpected \",\"")]
    [InlineData("foo > > 1", "1:7: parse error: unexpected <op:>>")]
    [InlineData("foo > group_left(baz) bar", "1:7: parse error: unexpected <group_left>")]
    [InlineData("foo{a='b'}{c='d'}", "1:11: parse error: unexpected \"{\"")]
    [InlineData("a:b(1)", "1:4: parse error: unexpected \"(\"")]
    [InlineData("1(", "1:2: parse error: unexpected \"(\"")]
    [InlineData("sum some_metric", "1:5: parse error: unexpected identifier \"some_metric\"")]
    [InlineData("bool", "1:1: parse error: unexpected <bool>")]
    [InlineData("group_right{}", "1:1: parse error: unexpected <group_right>")]
    [InlineData("atan2 > 1", "1:1: parse error: unexpected <op:atan2>")]
    public void Text_that_is_no_expression(string text, string error) => Fails(text, error);

    [Theory]
    [InlineData("(", "1:2: parse error: unclosed left parenthesis")]
    [InlineData("((1)", "1:5: parse error: unclosed left parenthesis")]
    [InlineData("(foo >", "1:7: parse error: unclosed left parenthesis")]
    [InlineData("(1))", "1:4: parse error: unexpected right parenthesis ')'")]
    [InlineData(")", "1:1: parse error: unexpected right parenthesis ')'")]
    [InlineData("(foo bar)", "1:6: parse error: unexpected identifier \"bar\"")]
    [InlineData("]", "1:1: parse error: unexpected right bracket ']'")]
    [InlineData("}", "1:1: parse error: unexpected character: '}'")]
    [InlineData("some}", "1:5: parse error: unexpected character: '}'")]
    [InlineData("{", "1:2: parse error: unexpected end of input inside braces")]
    [InlineData("some{", "1:6: parse error: unexpected end of input inside braces")]
    [InlineData("some{a='b'", "1:11: parse error: unexpected end of input inside braces")]
    [InlineData("foo{{", "1:5: parse error: unexpected left brace '{'")]
    public void Brackets_that_do_not_match(string text, string error) => Fails(text, error);

    [Theory]
    [InlineData(".", "1:1: parse error: unexpected character: '.'")]
    [InlineData("foo ; bar", "1:5: parse error: unexpected character: ';'")]
    [InlineData("foo > \u20ac", "1:7: parse error: unexpected character: '\u20ac'")]
    [InlineData("\U0001F600", "1:1: parse error: unexpected character: '\U0001F600'")]
    [InlineData("foo\\n", "1:4: parse error: unexpected character: '\\\\'")]
    [InlineData("foo\0", "1:4: parse error: unexpected character: '\\x00'")]
    [InlineData("1 !~ 1", "1:3: parse error: unexpected character after '!': '~'")]
    [InlineData("1 =~ 1", "1:3: parse error: unexpected character after '=': '~'")]
    [InlineData("foo !", "1:5: parse error: unexpected end of input after '!'")]
    public void Characters_that_are_not_of_the_language(string text, string error) => Fails(text, error);

    [Theory]
    [InlineData("2.5.", "1:1: parse error: bad number or duration syntax: \"2.5.\"")]
    [InlineData("100..4", "1:1: parse error: bad number or duration syntax: \"100..\"")]
    [InlineData("0deadbeef", "1:1: parse error: bad number or duration syntax: \"0de\"")]
    [InlineData("foo > 1x", "1:7: parse error: bad number or duration syntax: \"1x\"")]
    [InlineData("1e", "1:1: parse error: bad number or duration syntax: \"1e\"")]
    [InlineData("1e+", "1:1: parse error: bad number or duration syntax: \"1e\"")]
    [InlineData("1_", "1:1: parse error: bad number or duration syntax: \"1_\"")]
    [InlineData("1__0", "1:1: parse error: bad number or duration syntax: \"1__0\"")]
    [InlineData("1._5", "1:1: parse error: bad number or duration syntax: \"1._5\"")]
    [InlineData("0x", "1:1: parse error: bad number or duration syntax: \"0x\"")]
    [InlineData("0x1.5", "1:1: parse error: bad number or duration syntax: \"0x1.\"")]
    [InlineData("5mm", "1:1: parse error: bad number or duration syntax: \"5mm\"")]
    [InlineData("5m1", "1:1: parse error: bad number or duration syntax: \"5m1\"")]
    [InlineData("1e999", "1:1: parse error: error parsing number: \"1e999\" is out of range")]
    [InlineData("0xFFFFFFFFFFFFFFFF", "1:1: parse error: error parsing number: \"0xFFFFFFFFFFFFFFFF\" is out of range")]
    [InlineData("5y1hs", "1:1: parse error: unknown unit \"hs\" in duration \"5y1hs\"")]
    [InlineData("1.5h", "1:1: parse error: unknown unit \".\" in duration \"1.5h\"")]
    [InlineData("5m1h", "1:1: parse error: not a valid duration string: \"5m1h\"")]
    [InlineData("5m1m", "1:1: parse error: not a valid duration string: \"5m1m\"")]
    [InlineData("300y", "1:1: parse error: duration out of range")]
    [InlineData("292y500w", "1:1: parse error: duration out of range")]
    public void Numbers_and_durations_that_are_none(string text, string error) => Fails(text, error);

    [Theory]
    [InlineData("foo{a=\"x", "1:7: parse error: unterminated quoted string")]
    [InlineData("foo{a=\"x\n\"}", "1:7: parse error: unterminated quoted string")]
    [InlineData("foo{a='x\"}", "1:7: parse error: unterminated quoted string")]
    [InlineData("foo{a=`x\n", "1:7: parse error: unterminated raw string")]
    [InlineData("foo{a=\"\\", "1:8: parse error: escape sequence not terminated")]
    [InlineData("foo{a=\"\\x4", "1:8: parse error: escape sequence not terminated")]
    [InlineData("foo{a=\"\\c\"}", "1:8: parse error: unknown escape sequence U+0063 'c'")]
    [InlineData("foo{a=\"\\'\"}", "1:8: parse error: unknown escape sequence U+0027 '\\''")]
    [InlineData("foo{a=\"\\\U0001F600\"}", "1:8: parse error: unknown escape sequence U+1F600 '\U0001F600'")]
    [InlineData("foo{a=\"\\x.\"}", "1:8: parse error: illegal character U+002E '.' in escape sequence")]
    [InlineData("foo{a=\"\\08\"}", "1:8: parse error: illegal character U+0038 '8' in escape sequence")]
    [InlineData("foo{a=\"\\400\"}", "1:8: parse error: escape sequence is an invalid Unicode code point")]
    [InlineData("foo{a=\"\\ud800\"}", "1:8: parse error: escape sequence is an invalid Unicode code point")]
    [InlineData("foo{a=\"\\Uffffffff\"}", "1:8: parse error: escape sequence is an invalid Unicode code point")]
    public void Strings_that_are_none(string text, string error) => Fails(text, error);

    [Fact]
    public void Half_a_surrogate_pair_in_a_string() => Fails("{a=\"x\ud83d\"}", "1:6: parse error: invalid UTF-8 rune");

    [Theory]
    [InlineData("foo{,}", "1:5: parse error: unexpected \",\" in label matching, expected identifier or \"}\"")]
    [InlineData("foo{a='b',,}", "1:11: parse error: unexpected \",\" in label matching, expected identifier or \"}\"")]
    [InlineData("foo{='b'}", "1:5: parse error: unexpected \"=\" in label matching, expected identifier or \"}\"")]
    [InlineData("foo{gibberish}", "1:14: parse error: unexpected \"}\" in label matching, expected label matching operator")]
    [InlineData("foo{a 'b'}", "1:7: parse error: unexpected string \"'b'\" in label matching, expected label matching operator")]
    [InlineData("some_metric{a=b}", "1:15: parse error: unexpected identifier \"b\" in label matching, expected string")]
    [InlineData("foo{\"a\"=}", "1:9: parse error: unexpected \"}\" in label matching, expected string")]
    [InlineData("foo{__name__= =}", "1:15: parse error: unexpected \"=\" in label matching, expected string")]
    [InlineData("foo{__name__ == \"bar\"}", "1:15: parse error: unexpected \"=\" in label matching, expected string")]
    [InlineData("foo{a=!~'b'}", "1:7: parse error: unexpected <op:!~> in label matching, expected string")]
    [InlineData("foo{a='b' lol}", "1:11: parse error: unexpected identifier \"lol\" in label matching, expected \",\" or \"}\"")]
    [InlineData("{'foo' lol}", "1:8: parse error: unexpected identifier \"lol\" in label matching, expected \",\" or \"}\"")]
    [InlineData("some_metric{a:b=\"b\"}", "1:14: parse error: unexpected character inside braces: ':'")]
    [InlineData("foo{a*\"b\"}", "1:6: parse error: unexpected character inside braces: '*'")]
    [InlineData("foo{a>=\"b\"}", "1:6: parse error: unexpected character inside braces: '>'")]
    [InlineData("foo{1}", "1:5: parse error: unexpected character inside braces: '1'")]
    [InlineData("foo{a!'b'}", "1:6: parse error: unexpected character after '!' inside braces: '\\''")]
    [InlineData("foo{a!", "1:6: parse error: unexpected end of input after '!' inside braces")]
    public void Matchers_that_are_none(string text, string error) => Fails(text, error);

    [Theory]
    [InlineData("{}", "1:1: parse error: vector selector must contain at least one non-empty matcher")]
    [InlineData("1 < {x=''}", "1:5: parse error: vector selector must contain at least one non-empty matcher")]
    [InlineData("{x=~'.*'}", "1:1: parse error: vector selector must contain at least one non-empty matcher")]
    [InlineData("{x!~'.+'}", "1:1: parse error: vector selector must contain at least one non-empty matcher")]
    [InlineData("{x!='a'}", "1:1: parse error: vector selector must contain at least one non-empty matcher")]
    [InlineData("{''}", "1:1: parse error: vector selector must contain at least one non-empty matcher")]
    [InlineData("foo{__name__='bar'}", "1:1: parse error: metric name must not be set twice: \"foo\" or \"bar\"")]
    [InlineData("foo{'bar'}", "1:1: parse error: metric name must not be set twice: \"foo\" or \"bar\"")]
    [InlineData("foo{a=~'('}", "1:5: parse error: invalid regular expression \"(\": insufficient closing parentheses")]
    [InlineData("foo{a=~'x)|(y'}", "1:5: parse error: invalid regular expression \"x)|(y\": insufficient opening parentheses")]
    [InlineData("foo{a!~'(?=b)'}",
        "1:5: parse error: invalid regular expression: The pattern is too large, or uses a look-around or a back-reference.")]
    [InlineData("1 == 1", "1:3: parse error: comparisons between scalars must use BOOL modifier")]
    [InlineData("(1) > -2", "1:5: parse error: comparisons between scalars must use BOOL modifier")]
    public void Expressions_that_make_no_sense(string text, string error) => Fails(text, error);

    [Fact]
    public void Line_and_column_are_those_of_the_fault()
    {
        var error = Error("foo{\n  a='b',\n  c=d\n}");
        Assert.Equal((3, 5, 18, "d".Length), (error.Line, error.Column, error.Span.Start, error.Span.Length));
    }

    [Theory]
    [InlineData("foo bar", false)]
    [InlineData("foo + bar", true)]
    public void An_error_tells_a_mistake_from_what_is_not_there_yet(string text, bool isUnsupported) =>
        Assert.Equal(isUnsupported, Error(text).IsUnsupported);

    private static void Fails(string text, string error) => Assert.Equal(error, Error(text).ToString());

    private static ParseError Error(string text)
    {
        var result = Expr.Parse(text);
        Assert.False(result.Success);
        return result.Error;
    }
}
