using System.Globalization;
using System.Text;

namespace Lapwing.Probes.Files;

/// <summary>
/// One part of a pattern between separators: <c>*</c> is any text, <c>?</c> any character, <c>[a-z]</c> one of these and <c>[!a-z]</c>
/// one other than these; a <c>[</c> that is never closed means itself. As in a shell, a name that begins with a dot is meant only where
/// the pattern begins with a dot too.
/// </summary>
internal sealed class GlobSegment(string text)
{
    private static readonly bool IgnoreCase = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    /// <summary>Whether this is <c>**</c>: any number of folders, also none.</summary>
    public bool IsAnyDepth { get; } = text == "**";

    /// <summary>The one name that is meant; null when there may be several.</summary>
    public string? Literal { get; } = text.AsSpan().ContainsAny('*', '?', '[') ? null : text;

    public static bool IsHidden(ReadOnlySpan<char> name) => name is ['.', ..];

    public bool IsMatch(ReadOnlySpan<char> name)
    {
        if (IsHidden(name) && !IsHidden(text))
            return false;

        // Greedy with one way back: when what follows the last star does not fit, that star takes one more character.
        int t = 0, n = 0, afterStar = -1, resume = 0;
        while (n < name.Length)
        {
            if (t < text.Length && text[t] == '*')
            {
                afterStar = ++t;
                resume = n;
            }
            else if (!TryTakeOne(name, ref t, ref n))
            {
                if (afterStar < 0)
                    return false;

                t = afterStar;
                n = resume += RuneAt(name, resume).Utf16SequenceLength;
            }
        }

        return text.AsSpan(t).TrimStart('*').IsEmpty;
    }

    private bool TryTakeOne(ReadOnlySpan<char> name, ref int t, ref int n)
    {
        if (t == text.Length)
            return false;

        var actual = RuneAt(name, n);
        var expected = RuneAt(text, t);
        var length = expected.Utf16SequenceLength;
        var fits = expected.Value switch
        {
            '?' => true,
            '[' when ClassLength(t) is var closed and > 0 => IsInClass(text.AsSpan(t + 1, (length = closed) - 2), actual),
            _ => Fold(expected) == Fold(actual),
        };
        if (!fits)
            return false;

        t += length;
        n += actual.Utf16SequenceLength;
        return true;
    }

    /// <summary>The length of <c>[…]</c> with its brackets; 0 when it is not closed. A bracket that comes first is a member.</summary>
    private int ClassLength(int start)
    {
        var first = start + 1;
        if (first < text.Length && text[first] is '!' or '^')
            first++;

        var close = first < text.Length ? text.IndexOf(']', first + 1) : -1;
        return close < 0 ? 0 : close + 1 - start;
    }

    private static bool IsInClass(ReadOnlySpan<char> members, Rune actual)
    {
        var negated = members[0] is '!' or '^';
        if (negated)
            members = members[1..];

        var found = false;
        while (!members.IsEmpty)
        {
            var low = Take(ref members);
            var high = low;
            if (members is ['-', _, ..])
            {
                members = members[1..];
                high = Take(ref members);
            }

            found |= Fold(actual) >= Fold(low) && Fold(actual) <= Fold(high);
        }

        return found != negated;
    }

    private static Rune Take(ref ReadOnlySpan<char> text)
    {
        var rune = RuneAt(text, 0);
        text = text[rune.Utf16SequenceLength..];
        return rune;
    }

    // Half a surrogate pair decodes as one replacement character, and matches as that.
    private static Rune RuneAt(ReadOnlySpan<char> text, int index)
    {
        Rune.DecodeFromUtf16(text[index..], out var rune, out _);
        return rune;
    }

    private static Rune Fold(Rune rune) => IgnoreCase ? Rune.ToUpper(rune, CultureInfo.InvariantCulture) : rune;

    public override string ToString() => text;
}
