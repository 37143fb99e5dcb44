using System.Text;

namespace Lapwing.PromQL.Syntax;

/// <summary>Two expressions and the operator between them.</summary>
public sealed record BinaryExpr(Expr Left, BinaryOperator Operator, Expr Right) : Expr
{
    public override ExprType Type =>
        Left.Type == ExprType.Vector || Right.Type == ExprType.Vector ? ExprType.Vector : ExprType.Scalar;

    internal override void Print(StringBuilder text)
    {
        Left.Print(text);
        text.Append(' ').Append(Operator.Text).Append(' ');
        Right.Print(text);
    }
}
