using System.Text.RegularExpressions;

namespace Lapwing.Config.Validation;

/// <summary>
/// A regular expression that can be matched in time linear in the text, whatever the text: one without look-arounds and back-references.
/// </summary>
internal sealed partial class RegexPatternAttribute : TextCheckAttribute
{
    /// <summary>Far beyond what people write; building patterns takes time and memory in proportion.</summary>
    private const int MaxLength = 10_000;

    /// <summary>A longer pattern may have more states than linear matching takes (10,000) without counted repetition.</summary>
    private const int LongPattern = 1000;

    protected override string? CheckText(string text)
    {
        if (text.Length > MaxLength)
            return $"is longer than {MaxLength} characters, the most that a regular expression may have";
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant);
            if (text.Length > LongPattern || Suspicious.IsMatch(text))
                _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (RegexParseException e)
        {
            return $"is not a regular expression: {Words(e.Error)} at character {e.Offset + 1}";
        }
        catch (NotSupportedException)
        {
            return "needs backtracking (a look-around, a back-reference, an atomic group) or very many states; "
                + "write it without, so that no text can make it slow";
        }
    }

    // The message of the exception repeats the pattern, and a pattern may hold what was put in from the environment.
    private static string Words(RegexParseError error) => WordStart.Replace($"{error}", match => $" {match.Value.ToLowerInvariant()}").Trim();

    // What linear matching may refuse: groups of other kinds than the plain one, references, counted repetition. To build an automaton
    // takes 2 ms, which thousands of targets would wait for at the start; to parse a pattern, 5 µs.
    [GeneratedRegex(@"\(\?|\\[0-9kG]|\{[0-9]")]
    private static partial Regex Suspicious { get; }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart { get; }
}
