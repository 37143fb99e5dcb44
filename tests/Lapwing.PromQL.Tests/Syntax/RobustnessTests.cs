using System.Text;
using CsCheck;
using Lapwing.PromQL.Syntax;

namespace Lapwing.PromQL.Tests.Syntax;

public sealed class RobustnessTests
{
    private static readonly string[] Fragments =
    [
        "foo", "sum", "offset", "bool", "by", "(", ")", "{", "}", "[", "]", ",", ":", "=", "=~", "!~", "==", "!=", ">", "</", "+", "-", "^",
        "@", "1", "0x", "5m", "1e", ".", "_", "NaN", "\"", "'", "`", "\\", "\\x", "\\u", "#", "\n", " ", "\"a\"", "\u00e9", "\ud83d", "\0",
    ];

    [Fact]
    public void Random_strings_give_an_expression_or_a_placed_error() => Gen.String.Sample(AnswersWell, iter: 5_000);

    [Fact]
    public void Random_fragments_of_the_language_give_an_expression_or_a_placed_error() =>
        Gen.OneOf(Fragments).Array[0, 12].Sample(fragments => AnswersWell(string.Concat(fragments)), iter: 20_000);

    [Fact]
    public void Damaged_expressions_give_an_expression_or_a_placed_error() =>
        Gen.Select(Expressions.Any(depth: 3), Gen.Int[0, 1000], Gen.Int[0, 3], Gen.OneOf(Fragments))
            .Sample((expression, at, cut, fragment) => AnswersWell(Damaged(expression.ToString(), at, cut, fragment)), iter: 5_000);

    [Theory]
    [InlineData("(", 100_000, "1:251: parse error: expression is nested more than 250 levels deep")]
    [InlineData("-", 100_000, "1:251: parse error: expression is nested more than 250 levels deep")]
    [InlineData("-(", 100_000, "1:251: parse error: expression is nested more than 250 levels deep")]
    [InlineData("{", 100_000, "1:2: parse error: unexpected left brace '{'")]
    [InlineData("1>", 100_000, "1:2: parse error: comparisons between scalars must use BOOL modifier")]
    [InlineData("a>1<", 100_000, "1:4: comparison of two vectors is not supported by this version")]
    public void Deep_nesting_is_an_error_and_not_a_crash(string part, int times, string error) =>
        Assert.Equal(error, Expr.Parse(new StringBuilder().Insert(0, part, times).ToString()).Error?.ToString());

    [Fact]
    public void A_long_chain_is_an_error_and_not_a_crash() =>
        Assert.Equal("expression is nested more than 250 levels deep", Expr.Parse("a" + Repeat(" > 1", 100_000)).Error?.Message);

    [Fact]
    public void The_deepest_expressions_fit_into_a_small_stack()
    {
        const int levels = Parser.MaxDepth - 1;
        string[] deepest = [Repeat("(", levels) + "a" + Repeat(")", levels), Repeat("-", levels) + "a", "a" + Repeat(" > 1", levels)];
        var done = false;
        var small = new Thread(() => done = deepest.All(RoundTrips), maxStackSize: 256 * 1024);
        small.Start();
        small.Join();
        Assert.True(done);

        static bool RoundTrips(string text) => Expr.Parse(text).Expression is { } parsed
            && parsed.ToString() == text && parsed.Type == ExprType.Vector && parsed.Equals(Expr.Parse(text).Expression);
    }

    [Fact]
    public void A_megabyte_is_read()
    {
        Assert.Equal(1_000_000, Selector(Repeat("a", 1_000_000)).Name!.Length);
        Assert.Equal(125_000, Selector($"up{{{Repeat("ab='xy',", 125_000)}}}").Matchers.Count);
        Assert.Equal(250_000, Selector($"up{{a=\"{Repeat("\\x41", 250_000)}\"}}").Matchers[0].Value.Length);
        Assert.Equal("up", Selector(Repeat(" ", 1_000_000) + "up" + Repeat("#comment\n", 100_000)).Name);

        static VectorSelector Selector(string text) => Assert.IsType<VectorSelector>(Expr.Parse(text).Expression);
    }

    [Fact]
    public void A_megabyte_in_error_gives_a_short_message()
    {
        string[] faulty =
        [
            Repeat("9", 1_000_000), Repeat("1_", 500_000), Repeat("9", 1_000_000) + "h", Repeat("1h", 500_000),
            "up " + Repeat("a", 1_000_000), $"up{{__name__='{Repeat("a", 1_000_000)}'}}", $"up{{a=~'{Repeat("a|", 500_000)}'}}", $"up{{a=~'({Repeat("a|", 4_000)}'}}",
            $"up{{a=~'\\\\k<{Repeat("a", 9_000)}>'}}",
            $"{Repeat("a", 1_000_000)}()", "\"" + Repeat("a", 1_000_000),
        ];
        Assert.All(faulty, text => Assert.InRange(Expr.Parse(text).Error!.Message.Length, 1, 200));
    }

    private static string Damaged(string text, int at, int cut, string fragment)
    {
        var start = at % (text.Length + 1);
        return string.Concat(text.AsSpan(0, start), fragment, text.AsSpan(Math.Min(text.Length, start + cut)));
    }

    private static void AnswersWell(string text)
    {
        var result = Expr.Parse(text);
        if (result.Success)
        {
            Assert.Equal(result.Expression.ToString(), Expr.Parse(result.Expression.ToString()).Expression?.ToString());
            return;
        }

        var error = result.Error;
        Assert.InRange(error.Span.Start, 0, text.Length);
        Assert.InRange(error.Span.End, error.Span.Start, text.Length);
        var lines = text.Split('\n');
        Assert.InRange(error.Line, 1, lines.Length);
        Assert.InRange(error.Column, 1, lines[error.Line - 1].Length + 1);
        Assert.NotEmpty(error.Message);
    }

    private static string Repeat(string part, int times) => new StringBuilder().Insert(0, part, times).ToString();
}
