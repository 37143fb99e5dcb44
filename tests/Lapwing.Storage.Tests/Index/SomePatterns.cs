using CsCheck;
using Lapwing.Model;

namespace Lapwing.Storage.Tests.Index;

/// <summary>Patterns as people write them, and as nobody does.</summary>
internal static class SomePatterns
{
    private static readonly string[] Pieces =
    [
        "a", "b", "c", "d", "ab", "abc", "web-", "1", "é", "😀", "\ud83d", "\n", " ", "#", "-", ".", "\\.", "\\-", "\\n", "\\d", "\\w", "\\\\", "\\b", "\\z", "\\<a>",
        ".*", ".+", ".*?", ".?", "*", "+", "?", "{2}", "{1,}", "{", "}", "{a}", "|", "|", "|", "(", "(?:", ")", "(?i)", "(?i:", "(?x)", "(?n)", "(?#c)", "(?<n>",
        "^", "$", "\\A", "[ab]", "[^a]", "]", "()", "(a|b)", "(?:ab|)", "(a.*|b)",
    ];

    private static readonly string[] Usual =
        ["", ".*", ".+", "a|b", "ab.*", "ab.+", "ab|abc.*", "web-(1|2)", "^ab$", "a|", "(|a)b(c|d)?", "(a|b)(b|)", "[a-c]+", "ab[cd]", "(?i)AB", "a.c", "a\\.c", "😀.*", ".*b", "a.*d"];

    /// <summary>Valid patterns.</summary>
    public static readonly Gen<string> Any = Gen.Frequency(
        (1, SomeLabels.OneOf(Usual)), (2, SomeLabels.OneOf(Pieces).List[0, 7].Select(string.Concat).Where(IsValid)));

    private static bool IsValid(string pattern)
    {
        try
        {
            _ = new LabelMatcher("name", MatchOperator.Matches, pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
