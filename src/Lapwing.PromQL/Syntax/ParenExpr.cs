using System.Text;

namespace Lapwing.PromQL.Syntax;

/// <summary>An expression in parentheses.</summary>
public sealed record ParenExpr(Expr Inner) : Expr
{
    public override ExprType Type => Inner.Type;

    internal override void Print(StringBuilder text)
    {
        text.Append('(');
        Inner.Print(text);
        text.Append(')');
    }
}
