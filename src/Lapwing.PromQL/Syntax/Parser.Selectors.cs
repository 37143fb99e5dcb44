using System.Text.RegularExpressions;
using Lapwing.Model;

namespace Lapwing.PromQL.Syntax;

internal ref partial struct Parser
{
    /// <summary>The selector whose name, if it has one before the braces, was read already.</summary>
    private Expr? Selector(TextSpan? name)
    {
        var start = name?.Start ?? _token.Span.Start;
        var matchers = new List<LabelMatcher>();
        if (_token.Kind == TokenKind.LeftBrace && !TryReadMatchers(matchers))
            return null;

        var span = TextSpan.Between(start, _lastEnd);
        if (name is null)
        {
            return matchers.Exists(matcher => !matcher.Matches(""))
                ? new VectorSelector(null, matchers) { Span = span }
                : Fail(span, "vector selector must contain at least one non-empty matcher");
        }

        var metric = name.Value.Of(_text);
        return matchers.Find(matcher => matcher.Name == Labels.MetricName) is { } second
            ? Fail(span, $"metric name must not be set twice: {QuotedText.Excerpt(metric)} or {QuotedText.Excerpt(second.Value)}")
            : new VectorSelector(metric.ToString(), matchers) { Span = span };
    }

    private bool TryReadMatchers(List<LabelMatcher> matchers)
    {
        Advance();
        while (_token.Kind != TokenKind.RightBrace)
        {
            if (Matcher() is not { } matcher)
                return false;
            matchers.Add(matcher);
            if (_token.Kind == TokenKind.Comma)
                Advance();
            else if (_token.Kind != TokenKind.RightBrace)
                return Unexpected("label matching", "\",\" or \"}\"") is not null;
        }

        Advance();
        return true;
    }

    private LabelMatcher? Matcher()
    {
        var label = _token;
        if (label.Kind is not (TokenKind.Identifier or TokenKind.String))
            return FailMatcher("identifier or \"}\"");
        Advance();
        var name = label.Kind == TokenKind.String ? QuotedText.Unquote(label.Span.Of(_text)) : label.Span.Of(_text).ToString();
        if (MatchOperatorOf(_token.Kind) is not { } @operator)
        {
            return label.Kind == TokenKind.String
                ? new(Labels.MetricName, MatchOperator.Equal, name)
                : FailMatcher("label matching operator");
        }

        Advance();
        if (_token.Kind != TokenKind.String)
            return FailMatcher("string");
        var value = QuotedText.Unquote(_token.Span.Of(_text));
        Advance();
        return Matcher(name, @operator, value, TextSpan.Between(label.Span.Start, _lastEnd));
    }

    private LabelMatcher? Matcher(string name, MatchOperator @operator, string value, TextSpan span)
    {
        try
        {
            return new(name, @operator, value);
        }
        catch (RegexParseException e)
        {
            // Its message repeats the pattern, and names in it, however long.
            _ = Fail(span, $"invalid regular expression {QuotedText.Excerpt(value)}: {Words(e.Error)}");
            return null;
        }
        catch (ArgumentException e)
        {
            _ = Fail(span, $"invalid regular expression: {e.Message}");
            return null;
        }
    }

    private static string Words(RegexParseError error) =>
        string.Concat($"{error}".Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}")).Trim();

    private LabelMatcher? FailMatcher(string expected)
    {
        _ = Unexpected("label matching", expected);
        return null;
    }

    private static MatchOperator? MatchOperatorOf(TokenKind kind) => kind switch
    {
        TokenKind.Assign => MatchOperator.Equal,
        TokenKind.NotEqual => MatchOperator.NotEqual,
        TokenKind.Matches => MatchOperator.Matches,
        TokenKind.DoesNotMatch => MatchOperator.DoesNotMatch,
        _ => null,
    };
}
