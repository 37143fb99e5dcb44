using Lapwing.PromQL.Syntax;

namespace Lapwing.Config.Validation;

/// <summary>A selector of series: <c>name{label="value", …}</c>, without a range or an offset.</summary>
internal sealed class SelectorAttribute : TextCheckAttribute
{
    protected override string? CheckText(string text) => Expr.Parse(text) switch
    {
        { Error: { } error } => $"is not a selector: {error.Message}, at character {error.Span.Start + 1}",
        { Expression: VectorSelector } => null,
        _ => "is not a selector; write {label=\"value\"} or name{label=\"value\"}",
    };
}
