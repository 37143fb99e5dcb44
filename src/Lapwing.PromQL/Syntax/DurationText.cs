using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Lapwing.PromQL.Syntax;

/// <summary>Durations as PromQL writes them: whole numbers of units, from large to small, each once, such as <c>1h30m</c>.</summary>
internal static class DurationText
{
    // 292 years: what 64 bits of nanoseconds hold, so that every duration here is one to Prometheus too.
    private const ulong LongestMilliseconds = long.MaxValue / 1_000_000;

    private static readonly (string Name, ulong Milliseconds)[] Units =
    [
        ("y", 365 * 24 * 3_600_000UL),
        ("w", 7 * 24 * 3_600_000UL),
        ("d", 24 * 3_600_000UL),
        ("h", 3_600_000UL),
        ("m", 60_000UL),
        ("s", 1_000UL),
        ("ms", 1UL),
    ];

    public static bool TryParse(ReadOnlySpan<char> text, out double seconds, [NotNullWhen(false)] out string? error)
    {
        error = Read(text, out var milliseconds);
        seconds = milliseconds / 1000.0;
        return error is null;
    }

    /// <summary>Rounded to milliseconds; years and weeks are used only where nothing is left over.</summary>
    public static string Format(double seconds)
    {
        var left = (ulong)Math.Round(Math.Abs(seconds) * 1000);
        if (left == 0)
            return "0s";

        var text = new StringBuilder(seconds < 0 ? "-" : "");
        foreach (var (name, unit) in Units)
        {
            if (left < unit || (name is "y" or "w" && left % unit != 0))
                continue;
            text.Append(CultureInfo.InvariantCulture, $"{left / unit}{name}");
            left %= unit;
        }

        return text.ToString();
    }

    private static string? Read(ReadOnlySpan<char> text, out ulong milliseconds)
    {
        milliseconds = 0;
        var lastUnit = -1;
        for (var rest = text; !rest.IsEmpty;)
        {
            var digits = LengthOf(rest, char.IsAsciiDigit);
            var letters = LengthOf(rest[digits..], c => !char.IsAsciiDigit(c));
            var name = rest.Slice(digits, letters).ToString();
            var unit = Array.FindIndex(Units, unit => unit.Name == name);
            if (unit < 0)
                return $"unknown unit {QuotedText.Excerpt(name)} in duration {QuotedText.Excerpt(text)}";
            if (unit <= lastUnit || !ulong.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return $"not a valid duration string: {QuotedText.Excerpt(text)}";
            if (count > (LongestMilliseconds - milliseconds) / Units[unit].Milliseconds)
                return "duration out of range";

            milliseconds += count * Units[unit].Milliseconds;
            lastUnit = unit;
            rest = rest[(digits + letters)..];
        }

        return null;
    }

    private static int LengthOf(ReadOnlySpan<char> text, Func<char, bool> accepts)
    {
        var length = 0;
        while (length < text.Length && accepts(text[length]))
        {
            length++;
        }

        return length;
    }
}
