using System.Text;

namespace Lapwing.PromQL.Syntax;

/// <summary>An expression with a sign; a number has its sign in itself.</summary>
public sealed record UnaryExpr(UnaryOperator Operator, Expr Operand) : Expr
{
    public override ExprType Type => Operand.Type;

    internal override void Print(StringBuilder text)
    {
        text.Append(Operator == UnaryOperator.Minus ? '-' : '+');
        Operand.Print(text);
    }
}
