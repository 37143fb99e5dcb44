using CsCheck;
using Lapwing.Model;
using Lapwing.PromQL.Syntax;

namespace Lapwing.PromQL.Tests.Syntax;

/// <summary>Random expressions of the kind that the parser builds: parentheses where the text needs them, signs in the numbers.</summary>
internal static class Expressions
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOf("up", "sum", "offset", "a:b"), Gen.String[Gen.Char["abcXYZ_"], 1, 8]);

    // Well-formed text: every code point, since half a surrogate pair has no place in PromQL.
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[" \\\"'`\n\t\r\0{}#a\u00e9\ufffd\u4e2d"], 0, 8],
        Gen.String[0, 8].Select(text => string.Concat(text.EnumerateRunes())));

    private static readonly Gen<LabelMatcher> Matcher = Gen.OneOf(
        Gen.Select(Gen.OneOf(Name.Select(name => name.Replace(':', '_')), Text), Gen.Bool, Text,
            (name, equal, value) => new LabelMatcher(name, equal ? MatchOperator.Equal : MatchOperator.NotEqual, value)),
        Gen.Select(Name.Select(name => name.Replace(':', '_')), Gen.Bool, Gen.OneOf("a|b", ".+\\d", "\"", "(?i)x*"),
            (name, equal, value) => new LabelMatcher(name, equal ? MatchOperator.Matches : MatchOperator.DoesNotMatch, value)));

    public static readonly Gen<Expr> Selector = Gen.OneOf(
        Gen.Select(Name, Matcher.List[0, 4], Expr (name, matchers) => Selecting(name, matchers)),
        Gen.Select(Name, Matcher.List[0, 4],
            Expr (name, matchers) => Selecting(null, [new("__name__", MatchOperator.Equal, name), .. matchers])));

    public static readonly Gen<Expr> Number = Gen.OneOf(
        Gen.Double.Select(Expr (value) => new NumberLiteral(value)),
        Gen.Double.Special.Select(Expr (value) => new NumberLiteral(value)),
        Gen.Int.Select(Expr (value) => new NumberLiteral(value)),
        Gen.Long[-9_000_000_000_000, 9_000_000_000_000].Select(Expr (milliseconds) => new NumberLiteral(milliseconds / 1000.0, true)));

    public static Gen<Expr> Any(int depth) => Gen.OneOf(Vector(depth), Scalar(depth));

    private static Gen<Expr> Vector(int depth) => depth == 0 ? Selector : Gen.OneOf(
        Selector,
        Vector(depth - 1).Select(Expr (inner) => new ParenExpr(inner)),
        Gen.Select(Sign, Vector(depth - 1).Select(Enclosed), Expr (sign, operand) => new UnaryExpr(sign, operand)),
        Gen.Select(Vector(depth - 1), Comparison, Scalar(depth - 1),
            Expr (left, @operator, right) => new BinaryExpr(left, @operator, right)),
        Gen.Select(Scalar(depth - 1), Comparison, Vector(depth - 1).Select(Enclosed),
            Expr (left, @operator, right) => new BinaryExpr(left, @operator, right)));

    private static Gen<Expr> Scalar(int depth) => depth == 0 ? Number : Gen.OneOf(
        Number,
        Scalar(depth - 1).Select(Expr (inner) => new ParenExpr(inner)),
        Gen.Select(Sign, Scalar(depth - 1), Expr (sign, inner) => new UnaryExpr(sign, new ParenExpr(inner))));

    private static readonly Gen<UnaryOperator> Sign = Gen.OneOf(UnaryOperator.Plus, UnaryOperator.Minus);

    private static readonly Gen<BinaryOperator> Comparison = Gen.OneOf(
        BinaryOperator.Equal, BinaryOperator.NotEqual, BinaryOperator.Less, BinaryOperator.LessOrEqual, BinaryOperator.Greater,
        BinaryOperator.GreaterOrEqual);

    private static Expr Enclosed(Expr operand) => operand is BinaryExpr ? new ParenExpr(operand) : operand;

    /// <summary>Matchers in the order of the print, and none of __name__ beside a name.</summary>
    private static VectorSelector Selecting(string? name, IEnumerable<LabelMatcher> matchers)
    {
        var sorted = matchers.Where(matcher => name is null || matcher.Name != Labels.MetricName)
            .OrderBy(matcher => new VectorSelector(null, [matcher]).ToString(), StringComparer.Ordinal);
        return new(name, [.. sorted]);
    }
}
