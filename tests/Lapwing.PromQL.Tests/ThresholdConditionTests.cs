using Lapwing.Model;
using Lapwing.PromQL.Syntax;

namespace Lapwing.PromQL.Tests;

public sealed class ThresholdConditionTests
{
    [Theory]
    [InlineData("api_response_time{target='orders'}>300", "api_response_time{target=\"orders\"} > 300")]
    [InlineData("300 < api_response_time", "api_response_time > 300")]
    [InlineData("300 <= up", "up >= 300")]
    [InlineData("300 > up", "up < 300")]
    [InlineData("300 >= up", "up <= 300")]
    [InlineData("1 == up", "up == 1")]
    [InlineData("1 != up", "up != 1")]
    [InlineData("((up) > (-(+(5m))))", "up > -300")]
    [InlineData("{__name__='up',b='2',a='1'} < 0", "{__name__=\"up\",a=\"1\",b=\"2\"} < 0")]
    [InlineData("up > inf", "up > +Inf")]
    public void A_selector_compared_with_a_number_is_a_condition(string text, string canonical) =>
        Assert.Equal(canonical, Condition(text).ToString());

    [Theory]
    [InlineData("up")]
    [InlineData("1")]
    [InlineData("-up > 1")]
    [InlineData("up > 1 > 2")]
    [InlineData("-(up > 1)")]
    public void Anything_else_is_none_and_the_error_shows_what_would_be(string text)
    {
        Assert.False(ThresholdCondition.TryFrom(Expr.Parse(text).Expression!, out _, out var error));
        Assert.Equal($"expected a selector compared with a number, such as api_response_time > 300, but found \"{text}\"", error);
    }

    [Theory]
    [InlineData("up > 5", 6, true)]
    [InlineData("up > 5", 5, false)]
    [InlineData("up >= 5", 5, true)]
    [InlineData("up >= 5", 4.9, false)]
    [InlineData("up < 5", 4, true)]
    [InlineData("up < 5", 5, false)]
    [InlineData("up <= 5", 5, true)]
    [InlineData("up <= 5", 5.1, false)]
    [InlineData("up == 5", 5, true)]
    [InlineData("up == 5", 6, false)]
    [InlineData("up != 5", 6, true)]
    [InlineData("up != 5", 5, false)]
    [InlineData("5 < up", 6, true)]
    [InlineData("5 < up", 4, false)]
    [InlineData("up == 0", -0.0, true)]
    [InlineData("up == Inf", double.PositiveInfinity, true)]
    public void A_value_holds_or_does_not(string text, double value, bool holds) => Assert.Equal(holds, Condition(text).Holds(value));

    [Theory]
    [InlineData("==", false)]
    [InlineData("!=", true)]
    [InlineData("<", false)]
    [InlineData("<=", false)]
    [InlineData(">", false)]
    [InlineData(">=", false)]
    public void NaN_differs_from_everything_and_compares_with_nothing(string comparison, bool holds)
    {
        Assert.Equal(holds, Condition($"up {comparison} 1").Holds(double.NaN));
        Assert.Equal(holds, Condition($"up {comparison} NaN").Holds(1));
        Assert.Equal(holds, Condition($"NaN {comparison} up").Holds(double.NaN));
    }

    [Theory]
    [InlineData("up > 1", true)]
    [InlineData("up{job='a'} > 1", true)]
    [InlineData("up{job='b'} > 1", false)]
    [InlineData("down > 1", false)]
    [InlineData("{job=~'a|b'} > 1", true)]
    [InlineData("up{job='a', zone=''} > 1", true)]
    [InlineData("up{job='a', zone!=''} > 1", false)]
    public void A_series_matches_by_all_its_labels(string text, bool matches) =>
        Assert.Equal(matches, Condition(text).Matches(Labels.From((Labels.MetricName, "up"), ("job", "a"))));

    [Fact]
    public void A_condition_shows_its_parts()
    {
        var condition = Condition("300 < up{job='a'}");
        Assert.Equal((BinaryOperator.Greater, 300), (condition.Comparison, condition.Threshold));
        Assert.Equal(
            [new(Labels.MetricName, MatchOperator.Equal, "up"), new("job", MatchOperator.Equal, "a")],
            condition.Matchers);
    }

    private static ThresholdCondition Condition(string text)
    {
        Assert.True(ThresholdCondition.TryFrom(Expr.Parse(text).Expression!, out var condition, out _));
        return condition;
    }
}
