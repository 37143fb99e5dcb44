using Lapwing.Model;
using Lapwing.PromQL.Syntax;

namespace Lapwing.PromQL.Tests.Syntax;

public sealed class ParserTests
{
    [Theory]
    [InlineData("up")]
    [InlineData("job:requests:rate5m")]
    [InlineData("up{}", "up")]
    [InlineData(" up { job = 'api' } ", "up{job=\"api\"}")]
    [InlineData("{job=\"api\"}")]
    [InlineData("up{job=\"api\",}", "up{job=\"api\"}")]
    [InlineData("up{b=\"1\", a!=\"2\", c=~\"3.*\", d!~\"4|5\"}", "up{a!=\"2\",b=\"1\",c=~\"3.*\",d!~\"4|5\"}")]
    [InlineData("{\"a.b\", x=\"y\"}", "{__name__=\"a.b\",x=\"y\"}")]
    [InlineData("{x=\"y\",'up'}", "{__name__=\"up\",x=\"y\"}")]
    [InlineData("{\"host.name\"='a', `b c`!=\"\"}", "{\"b c\"!=\"\",\"host.name\"=\"a\"}")]
    [InlineData("{\"x\"=\"y\"}", "{x=\"y\"}")]
    [InlineData("{__name__=~\"a.*\", __name__!~\"b\"}", "{__name__!~\"b\",__name__=~\"a.*\"}")]
    [InlineData("up{sum=\"1\",by='2',NaN='3',offset='4'}", "up{NaN=\"3\",by=\"2\",offset=\"4\",sum=\"1\"}")]
    [InlineData("up # first\n{ # second\n job='a' # third\n}", "up{job=\"a\"}")]
    [InlineData("up{a=\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\\x00\\u0085\"}")]
    [InlineData("sum")]
    [InlineData("MIN")]
    [InlineData("offset{step=\"1s\"}")]
    [InlineData("start{a=\"b\"}")]
    [InlineData("and")]
    [InlineData("fill > 1")]
    public void Selectors_print_in_canonical_form(string text, string? canonical = null) =>
        Assert.Equal(canonical ?? text, Parsed(text).ToString());

    [Theory]
    [InlineData("up{a=\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\"}", "\a\b\f\n\r\t\v\\\"")]
    [InlineData("up{a='it\\'s \"so\"'}", "it's \"so\"")]
    [InlineData("up{a=`C:\\dir\n'\"`}", "C:\\dir\n'\"")]
    [InlineData("up{a=\"\\101\\x42\\u0043\\U00000044\"}", "ABCD")]
    [InlineData("up{a=\"\\xc3\\xa9 \\303\\251 \\u00e9 \u00e9\"}", "\u00e9 \u00e9 \u00e9 \u00e9")]
    [InlineData("up{a=\"\\U0001F600\U0001F600\"}", "\U0001F600\U0001F600")]
    [InlineData("up{a=\"\\xff!\"}", "\ufffd!")]
    [InlineData("up{a=\"\u4e2d\u6587 # {\"}", "\u4e2d\u6587 # {")]
    public void Strings_are_read_as_Go_reads_them(string text, string value) =>
        Assert.Equal(value, Assert.Single(Assert.IsType<VectorSelector>(Parsed(text)).Matchers).Value);

    [Theory]
    [InlineData("0")]
    [InlineData("42")]
    [InlineData("12.34e6", "12340000")]
    [InlineData("12.34e+6", "12340000")]
    [InlineData("12.34e-6", "0.00001234")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("5.e3", "5000")]
    [InlineData("+5.5e-3", "0.0055")]
    [InlineData("1e21", "1000000000000000000000")]
    [InlineData("-1.25e-20", "-0.0000000000000000000125")]
    [InlineData("9223372036854775808", "9223372036854776000")]
    [InlineData("0xc", "12")]
    [InlineData("0X_1F", "31")]
    [InlineData("0xDE", "222")]
    [InlineData("0x1e", "30")]
    [InlineData("0755", "493")]
    [InlineData("-0755", "-493")]
    [InlineData("089", "89")]
    [InlineData("1_000_000", "1000000")]
    [InlineData("1_0.5_0", "10.5")]
    [InlineData("inf", "+Inf")]
    [InlineData("+Inf")]
    [InlineData("-iNf", "-Inf")]
    [InlineData("nan", "NaN")]
    [InlineData("-0")]
    [InlineData("1e-400", "0")]
    [InlineData("- - 1", "1")]
    [InlineData("-+-+-1", "-1")]
    public void Numbers_print_their_value(string text, string? canonical = null) =>
        Assert.Equal(canonical ?? text, Parsed(text).ToString());

    [Theory]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("100ms", 0.1)]
    [InlineData("4s180ms", 4.18)]
    [InlineData("0s", 0)]
    [InlineData("1w", 604800)]
    [InlineData("1y", 31536000)]
    [InlineData("8d", 691200)]
    [InlineData("-5m", -300)]
    [InlineData("90m", 5400, "1h30m")]
    [InlineData("7d", 604800, "1w")]
    [InlineData("1y1w1d1h1m1s1ms", 32230861.001, "373d1h1m1s1ms")]
    public void Durations_are_numbers_of_seconds(string text, double seconds, string? canonical = null)
    {
        var literal = Assert.IsType<NumberLiteral>(Parsed(text));
        Assert.Equal((seconds, true, canonical ?? text), (literal.Value, literal.IsDuration, literal.ToString()));
    }

    [Theory]
    [InlineData("up == 1")]
    [InlineData("up!=1", "up != 1")]
    [InlineData("up>1", "up > 1")]
    [InlineData("up<1", "up < 1")]
    [InlineData("up>=1", "up >= 1")]
    [InlineData("up<=1", "up <= 1")]
    [InlineData("300 < up")]
    [InlineData("up > -1e3", "up > -1000")]
    [InlineData("up > 5m")]
    [InlineData("up > Inf", "up > +Inf")]
    [InlineData("(up) > (1)")]
    [InlineData("(up > 1)")]
    [InlineData("((1)) > up")]
    [InlineData("-up > 1")]
    [InlineData("- + up", "-+up")]
    [InlineData("-(up > 1)")]
    [InlineData("-(1) > up")]
    [InlineData("up > 1 < 5")]
    [InlineData("1 < (up > 1)")]
    [InlineData("{\"a.b\"} > 1", "{__name__=\"a.b\"} > 1")]
    public void Comparisons_print_with_single_spaces(string text, string? canonical = null) =>
        Assert.Equal(canonical ?? text, Parsed(text).ToString());

    [Fact]
    public void A_chain_of_comparisons_groups_to_the_left()
    {
        var chain = Assert.IsType<BinaryExpr>(Parsed("up > 1 < 5"));
        Assert.Equal(Parsed("up > 1"), chain.Left);
    }

    [Fact]
    public void A_sign_binds_tighter_than_a_comparison() =>
        Assert.Equal(Parsed("-up"), Assert.IsType<BinaryExpr>(Parsed("-up > 1")).Left);

    [Theory]
    [InlineData(" up ", 1, 2)]
    [InlineData(" up {a='b'} ", 1, 10)]
    [InlineData(" up > 1 ", 1, 6)]
    [InlineData(" - up", 1, 4)]
    [InlineData(" - 1", 1, 3)]
    [InlineData("( up )", 0, 6)]
    [InlineData("# c\n 5m", 5, 2)]
    public void An_expression_knows_where_it_stands(string text, int start, int length) =>
        Assert.Equal(new TextSpan(start, length), Parsed(text).Span);

    [Fact]
    public void Equality_does_not_ask_where_an_expression_stands()
    {
        Assert.Equal(Parsed("up{a=\"b\"}>1"), Parsed("  up{ a = 'b' } > 1"));
        Assert.Equal(Parsed("up{a=\"b\"}>1").GetHashCode(), Parsed("  up{ a = 'b' } > 1").GetHashCode());
        Assert.NotEqual(Parsed("up > 1"), Parsed("up > 2"));
        Assert.NotEqual(Parsed("up{a=\"b\"}"), Parsed("up{a=\"c\"}"));
        Assert.NotEqual(Parsed("up"), Parsed("(up)"));
    }

    [Fact]
    public void The_matchers_of_a_selector_include_its_name() =>
        Assert.Equal(
            [new(Labels.MetricName, MatchOperator.Equal, "up"), new("a", MatchOperator.NotEqual, "b")],
            Assert.IsType<VectorSelector>(Parsed("up{a!='b'}")).AllMatchers);

    private static Expr Parsed(string text)
    {
        var result = Expr.Parse(text);
        Assert.Null(result.Error);
        return result.Expression!;
    }
}
