using System.Diagnostics.CodeAnalysis;
using Lapwing.Model;
using Lapwing.PromQL.Syntax;

namespace Lapwing.PromQL;

/// <summary>
/// A selector compared with a number, such as <c>api_response_time{target="orders"} > 300</c>: the condition of an alert rule that one
/// sample alone can decide. Immutable, safe for use by many threads.
/// </summary>
public sealed class ThresholdCondition : IEquatable<ThresholdCondition>
{
    private const string Expected = "expected a selector compared with a number, such as api_response_time > 300";

    private readonly BinaryExpr _canonical;

    private ThresholdCondition(VectorSelector selector, BinaryOperator comparison, double threshold)
    {
        _canonical = new(selector, comparison, new NumberLiteral(threshold));
        Matchers = selector.AllMatchers;
        Comparison = comparison;
        Threshold = threshold;
    }

    /// <summary>What the labels of a series must satisfy, <c>__name__</c> among them.</summary>
    public IReadOnlyList<LabelMatcher> Matchers { get; }

    /// <summary>How a value (on the left) is compared with <see cref="Threshold"/> (on the right).</summary>
    public BinaryOperator Comparison { get; }

    public double Threshold { get; }

    /// <summary>
    /// Takes the condition out of an expression. A number on the left is moved to the right: <c>300 &lt; x</c> is <c>x > 300</c>.
    /// </summary>
    /// <param name="expression">What was parsed; parentheses in it do not matter.</param>
    /// <param name="condition">The condition, where the expression is one.</param>
    /// <param name="error">Why the expression is none, and what would be one.</param>
    public static bool TryFrom(
        Expr expression, [NotNullWhen(true)] out ThresholdCondition? condition, [NotNullWhen(false)] out string? error)
    {
        condition = Unwrap(expression) is BinaryExpr binary
            ? From(binary.Left, binary.Operator, binary.Right) ?? From(binary.Right, Flip(binary.Operator), binary.Left)
            : null;
        error = condition is null ? $"{Expected}, but found {QuotedText.Excerpt(expression.ToString())}" : null;
        return condition is not null;
    }

    /// <summary>Whether the condition is about the series with these labels.</summary>
    public bool Matches(Labels labels)
    {
        foreach (var matcher in Matchers)
        {
            if (!matcher.Matches(labels))
                return false;
        }

        return true;
    }

    /// <summary>Whether a value satisfies the comparison. As in PromQL, NaN satisfies <c>!=</c> and nothing else.</summary>
    public bool Holds(double value) => Comparison switch
    {
        BinaryOperator.Equal => value == Threshold,
        BinaryOperator.NotEqual => value != Threshold,
        BinaryOperator.Less => value < Threshold,
        BinaryOperator.LessOrEqual => value <= Threshold,
        BinaryOperator.Greater => value > Threshold,
        _ => value >= Threshold,
    };

    /// <summary>Two conditions are equal if they say the same in canonical form.</summary>
    public bool Equals(ThresholdCondition? other) => other is not null && _canonical.Equals(other._canonical);

    public override bool Equals(object? obj) => Equals(obj as ThresholdCondition);

    public override int GetHashCode() => _canonical.GetHashCode();

    /// <summary>In PromQL, in canonical form: the selector left, its matchers sorted, the number right.</summary>
    public override string ToString() => _canonical.ToString();

    private static ThresholdCondition? From(Expr left, BinaryOperator comparison, Expr right) =>
        comparison.IsComparison && Unwrap(left) is VectorSelector selector && NumberIn(right) is { } threshold
            ? new(selector, comparison, threshold)
            : null;

    private static Expr Unwrap(Expr expression)
    {
        while (expression is ParenExpr parenthesised)
        {
            expression = parenthesised.Inner;
        }

        return expression;
    }

    private static double? NumberIn(Expr expression) => Unwrap(expression) switch
    {
        NumberLiteral number => number.Value,
        UnaryExpr { Operator: UnaryOperator.Minus } negated => -NumberIn(negated.Operand),
        UnaryExpr signed => NumberIn(signed.Operand),
        _ => null,
    };

    private static BinaryOperator Flip(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        _ => comparison,
    };
}
