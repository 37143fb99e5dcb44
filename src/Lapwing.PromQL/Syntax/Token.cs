namespace Lapwing.PromQL.Syntax;

/// <summary>A word, number or symbol of the text. It holds no text of its own: its span says where that is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where it stands; of an error, where the fault is.</param>
/// <param name="Error">What is wrong, where <paramref name="Kind"/> is <see cref="TokenKind.Error"/>.</param>
internal readonly record struct Token(TokenKind Kind, TextSpan Span, string? Error = null)
{
    /// <summary>As Prometheus names it in an error: <c>identifier "a"</c>, <c>&lt;op:+&gt;</c>, <c>"}"</c>, <c>end of input</c>.</summary>
    public string Describe(ReadOnlySpan<char> text)
    {
        var word = Span.Of(text);
        return Kind switch
        {
            TokenKind.EndOfInput => "end of input",
            TokenKind.Identifier => $"identifier {QuotedText.Excerpt(word)}",
            TokenKind.MetricIdentifier => $"metric identifier {QuotedText.Excerpt(word)}",
            TokenKind.Number => $"number {QuotedText.Excerpt(word)}",
            TokenKind.Duration => $"duration {QuotedText.Excerpt(word)}",
            TokenKind.String => $"string {QuotedText.Excerpt(word)}",
            _ when Kind.IsOperator => $"<op:{word}>",
            _ when Kind.IsAggregation => $"<aggr:{word}>",
            _ when Kind.IsModifier => $"<{word}>",
            _ => QuotedText.Excerpt(word),
        };
    }
}
