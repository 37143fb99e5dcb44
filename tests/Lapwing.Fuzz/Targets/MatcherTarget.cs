using System.Text;
using System.Text.RegularExpressions;
using Lapwing.Model;

namespace Lapwing.Fuzz.Targets;

/// <summary>
/// A matcher's regular expression in the first line, and values in the others: judged as .NET's other way of matching judges them, where
/// that comes to an end.
/// </summary>
internal sealed class MatcherTarget : IFuzzTarget
{
    /// <summary>Few values match long in an honest way; the rest backtracks without end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    public string Words => ". * + ? | ( ) [ ] ^ $ (?: (?i) (?x) (?s) (?m) (?n) (?= (?> (?<a> \\A \\z \\b \\d \\w \\p{L} \\1 \\k<a> [^a] [a-z-[b]] {1000} "
        + "{1,1000} {2} .* .+ a (a|b) # \\ \n \r é İ ı \u212a";

    public void Run(ReadOnlySpan<byte> input)
    {
        var lines = Encoding.UTF8.GetString(input).Split('\n');
        LabelMatcher matches, differs;
        try
        {
            matches = new("a", MatchOperator.Matches, lines[0]);
            differs = new("a", MatchOperator.DoesNotMatch, lines[0]);
        }
        catch (ArgumentException)
        {
            return;
        }

        foreach (var value in lines)
        {
            BrokenPromiseException.ThrowUnless(matches.Matches(value) != differs.Matches(value));
            BrokenPromiseException.ThrowUnless((Backtracking(lines[0], value) ?? matches.Matches(value)) == matches.Matches(value));
        }
    }

    private static bool? Backtracking(string pattern, string value)
    {
        try
        {
            return Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.Singleline | RegexOptions.CultureInvariant, Patience);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
