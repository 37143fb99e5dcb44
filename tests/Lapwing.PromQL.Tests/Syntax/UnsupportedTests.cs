using Lapwing.PromQL.Syntax;

namespace Lapwing.PromQL.Tests.Syntax;

public sealed class UnsupportedTests
{
    [Theory]
    [InlineData("rate(foo[5m])", "1:1: function \"rate\"")]
    [InlineData("start()", "1:1: function \"start\"")]
    [InlineData("1 < time()", "1:5: function \"time\"")]
    [InlineData("sum(foo)", "1:1: aggregation \"sum\"")]
    [InlineData("SUM by (a) (foo)", "1:1: aggregation \"SUM\"")]
    [InlineData("topk without (a) (3, foo)", "1:1: aggregation \"topk\"")]
    [InlineData("foo[5m]", "1:4: range in brackets")]
    [InlineData("foo{a='b'}[5m:1m]", "1:11: range in brackets")]
    [InlineData("foo offset 5m", "1:5: modifier \"offset\"")]
    [InlineData("-foo Offset 5m", "1:6: modifier \"Offset\"")]
    [InlineData("foo > 1 offset 5m", "1:9: modifier \"offset\"")]
    [InlineData("foo @ 1", "1:5: modifier \"@\"")]
    [InlineData("foo smoothed", "1:5: modifier \"smoothed\"")]
    [InlineData("foo anchored", "1:5: modifier \"anchored\"")]
    [InlineData("foo > bool 1", "1:7: modifier \"bool\"")]
    [InlineData("1 == bool 1", "1:6: modifier \"bool\"")]
    [InlineData("foo == on(a) bar", "1:8: modifier \"on\"")]
    [InlineData("foo == ignoring(a) bar", "1:8: modifier \"ignoring\"")]
    [InlineData("foo == fill(0) bar", "1:8: modifier \"fill\"")]
    [InlineData("foo > bar", "1:5: comparison of two vectors")]
    [InlineData("\"text\"", "1:1: string literal")]
    [InlineData("foo == \"text\"", "1:8: string literal")]
    [InlineData("foo + 1", "1:5: operator \"+\"")]
    [InlineData("foo - 1", "1:5: operator \"-\"")]
    [InlineData("1*2", "1:2: operator \"*\"")]
    [InlineData("1/2", "1:2: operator \"/\"")]
    [InlineData("1%2", "1:2: operator \"%\"")]
    [InlineData("-1^2", "1:3: operator \"^\"")]
    [InlineData("1 ATAN2 2", "1:3: operator \"ATAN2\"")]
    [InlineData("foo and bar", "1:5: operator \"and\"")]
    [InlineData("foo or bar", "1:5: operator \"or\"")]
    [InlineData("foo unless bar", "1:5: operator \"unless\"")]
    [InlineData("foo > 1 and bar > 2", "1:9: operator \"and\"")]
    [InlineData("foo </ 1", "1:5: operator \"</\"")]
    [InlineData("foo >/ 1", "1:5: operator \">/\"")]
    public void The_rest_of_the_language_is_named_where_it_stands(string text, string what)
    {
        var error = Expr.Parse(text).Error;
        Assert.Equal($"{what} is not supported by this version", error?.ToString());
        Assert.True(error?.IsUnsupported);
    }
}
