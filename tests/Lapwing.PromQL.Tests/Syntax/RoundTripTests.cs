using CsCheck;
using Lapwing.PromQL.Syntax;

namespace Lapwing.PromQL.Tests.Syntax;

public sealed class RoundTripTests
{
    [Fact]
    public void What_is_printed_parses_to_an_equal_expression() =>
        Expressions.Any(depth: 4).Sample(expression =>
        {
            var text = expression.ToString();
            var result = Expr.Parse(text);
            Assert.Null(result.Error);
            Assert.Equal(expression, result.Expression);
            Assert.Equal(expression.GetHashCode(), result.Expression!.GetHashCode());
            Assert.Equal(text, result.Expression.ToString());
            Assert.Equal(new TextSpan(0, text.Length), result.Expression.Span);
        }, iter: 5_000);

    [Fact]
    public void Spaces_and_comments_between_tokens_change_nothing() =>
        Gen.Select(Expressions.Any(depth: 3), Gen.OneOf(" ", "\n", "\t\r", "# comment '\"{\n")).Sample((expression, space) =>
        {
            var text = expression.ToString();
            var spaced = string.Concat(Tokens(text).Select(token => token + space));
            Assert.Equal(expression, Expr.Parse(spaced).Expression);
        });

    [Fact]
    public void The_order_of_matchers_does_not_count()
    {
        var (one, other) = (Expr.Parse("up{b='2',a=~'1'} > 1").Expression!, Expr.Parse("up{a=~'1',b='2'} > 1").Expression!);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Expr.Parse("up{a=~'1',b='1'} > 1").Expression);
    }

    private static List<string> Tokens(string text)
    {
        List<string> tokens = [];
        var lexer = new Lexer(text);
        for (var token = lexer.Next(); token.Kind != TokenKind.EndOfInput; token = lexer.Next())
        {
            tokens.Add(token.Span.Of(text).ToString());
        }

        return tokens;
    }
}
