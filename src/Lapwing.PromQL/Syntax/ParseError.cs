namespace Lapwing.PromQL.Syntax;

/// <summary>Why a text is not an expression that can be used.</summary>
/// <param name="Span">Where the fault is.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1, in UTF-16 units.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="IsUnsupported">Whether the text is PromQL, but of a part of it that this version does not have.</param>
public sealed record ParseError(TextSpan Span, int Line, int Column, string Message, bool IsUnsupported)
{
    internal static ParseError At(ReadOnlySpan<char> text, TextSpan span, string message, bool isUnsupported)
    {
        var before = text[..span.Start];
        return new(span, before.Count('\n') + 1, span.Start - before.LastIndexOf('\n'), message, isUnsupported);
    }

    /// <summary>As Prometheus shows it: <c>1:5: parse error: unexpected end of input</c>.</summary>
    public override string ToString() => $"{Line}:{Column}: {(IsUnsupported ? "" : "parse error: ")}{Message}";
}
