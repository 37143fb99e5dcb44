using System.Text;
using Alternative = Lapwing.Storage.Index.RegexShape.Alternative;
using Tail = Lapwing.Storage.Index.RegexShape.Tail;

namespace Lapwing.Storage.Index;

/// <summary>Reads the patterns that have a <see cref="RegexShape"/>. Of what it is not sure of it says that it stays a regular expression.</summary>
internal ref struct RegexShapeParser
{
    /// <summary>A pattern of the greatest length has room for as many; products of groups may have more.</summary>
    private const int MostAlternatives = 5000;

    /// <summary>Groups within groups.</summary>
    private const int Deepest = 20;

    private readonly ReadOnlySpan<char> _pattern;
    private int _at;

    private RegexShapeParser(ReadOnlySpan<char> pattern) => _pattern = pattern;

    private readonly bool IsAtEnd => _at == _pattern.Length;

    private readonly char Next => IsAtEnd ? '\0' : _pattern[_at];

    /// <summary>What a pattern says without a regular expression; null where it needs one.</summary>
    public static RegexShape? Parse(string pattern)
    {
        var parser = new RegexShapeParser(pattern);
        return parser.Alternatives(0) is { } alternatives && parser.IsAtEnd ? new(alternatives) : null;
    }

    /// <summary>What all values begin with that a pattern matches, as far as it can be seen without reading it all.</summary>
    public static string PrefixOf(string pattern)
    {
        // A comment may stand between a character and its quantifier.
        if (pattern.Contains('|', StringComparison.Ordinal) || pattern.Contains("(?#", StringComparison.Ordinal))
            return "";
        var parser = new RegexShapeParser(pattern);
        if (parser.Next == '^')
            parser._at++;
        var text = parser.Literal();
        return WithoutHalfSurrogate(text.AsSpan(0, parser.IsAtQuantifier() ? Math.Max(0, text.Length - 1) : text.Length));
    }

    /// <summary>A text without the first half of a character at its end, which bytes cannot be compared with.</summary>
    public static string WithoutHalfSurrogate(ReadOnlySpan<char> text) =>
        text is [.., var last] && char.IsHighSurrogate(last) ? text[..^1].ToString() : text.ToString();

    private List<Alternative>? Alternatives(int depth)
    {
        var all = new List<Alternative>();
        if (depth > Deepest)
            return null;
        do
        {
            if (Sequence(depth) is not { } some)
                return null;
            all.AddRange(some);
        }
        while (all.Count <= MostAlternatives && Accept('|'));
        return all;
    }

    private List<Alternative>? Sequence(int depth)
    {
        List<Alternative> sofar = [new("", Tail.None)];
        if (depth == 0 && Accept('^') && IsAtQuantifier())
            return null;
        while (!IsAtEnd && Next is not ('|' or ')'))
        {
            if (depth == 0 && Next == '$' && (_at + 1 == _pattern.Length || _pattern[_at + 1] == '|'))
            {
                _at++;
                break;
            }

            if (Atom(depth) is not { } next || IsAtQuantifier() || Join(sofar, next) is not { } joined)
                return null;
            sofar = joined;
        }

        return sofar;
    }

    private List<Alternative>? Atom(int depth)
    {
        if (Accept('.'))
            return Accept('*') ? [new("", Tail.Any)] : Accept('+') ? [new("", Tail.Some)] : null;
        if (Accept('('))
        {
            // Of groups with a question mark only the one without other meaning.
            if (Accept('?') && !Accept(':'))
                return null;
            return Alternatives(depth + 1) is { } group && Accept(')') ? group : null;
        }

        return Literal() is { Length: > 0 } text ? [new(text, Tail.None)] : null;
    }

    private string Literal()
    {
        var text = new StringBuilder();
        for (; !IsAtEnd; _at++)
        {
            if (Next == '\\' && _at + 1 < _pattern.Length && IsEscapable(_pattern[_at + 1]))
                _at++;
            else if (Next is '\\' or '*' or '+' or '?' or '|' or '{' or '}' or '[' or ']' or '(' or ')' or '^' or '$' or '.')
                break;
            text.Append(Next);
        }

        return text.ToString();
    }

    /// <summary>Whether a character after a backslash stands for itself. Letters and digits do not, nor what begins a name.</summary>
    private static bool IsEscapable(char c) => c is >= ' ' and <= '~' and not ('_' or '<' or '\'') && !char.IsAsciiLetterOrDigit(c);

    private readonly bool IsAtQuantifier() => !IsAtEnd && Next is '*' or '+' or '?' or '{';

    private bool Accept(char c)
    {
        if (IsAtEnd || Next != c)
            return false;
        _at++;
        return true;
    }

    private static List<Alternative>? Join(List<Alternative> left, List<Alternative> right)
    {
        if (right is [{ Text: "", Tail: Tail.None }])
            return left;
        if ((long)left.Count * right.Count > MostAlternatives || left.Exists(one => one.Tail != Tail.None))
            return null;
        return [.. from one in left from other in right select new Alternative(one.Text + other.Text, other.Tail)];
    }
}
