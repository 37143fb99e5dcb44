using System.Text;

namespace Lapwing.PromQL.Syntax;

/// <summary>A number, its sign included.</summary>
/// <param name="Value">The number; seconds where it was written as a duration.</param>
/// <param name="IsDuration">Whether it is written as a duration, such as <c>5m</c>.</param>
public sealed record NumberLiteral(double Value, bool IsDuration = false) : Expr
{
    public override ExprType Type => ExprType.Scalar;

    internal override void Print(StringBuilder text) => text.Append(IsDuration ? DurationText.Format(Value) : NumberText.Format(Value));
}
