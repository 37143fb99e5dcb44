using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Lapwing.PromQL.Syntax;

/// <summary>A backslash and what belongs to it, as in Go: <c>\n</c>, <c>\x41</c>, <c>\101</c>, <c>\u00e9</c>, <c>\U0001f600</c>.</summary>
/// <param name="Length">Characters of the sequence, the backslash among them.</param>
/// <param name="Value">The code point, or the byte.</param>
/// <param name="IsByte">Whether it stands for a byte of UTF-8 and not for a code point.</param>
internal readonly record struct EscapeSequence(int Length, int Value, bool IsByte)
{
    /// <param name="text">Begins with the backslash.</param>
    /// <param name="quote">The quote of the string, which alone may be escaped.</param>
    /// <param name="sequence">What was read.</param>
    /// <param name="error">Why it is none.</param>
    public static bool TryRead(
        ReadOnlySpan<char> text, char quote, out EscapeSequence sequence, [NotNullWhen(false)] out string? error)
    {
        var kind = text.Length > 1 ? text[1] : '\0';
        switch (kind)
        {
            case 'x':
                return TryReadDigits(text, 2, 2, 16, out sequence, out error);
            case 'u':
                return TryReadDigits(text, 2, 4, 16, out sequence, out error);
            case 'U':
                return TryReadDigits(text, 2, 8, 16, out sequence, out error);
            case >= '0' and <= '7':
                return TryReadDigits(text, 1, 3, 8, out sequence, out error);
        }

        var value = kind == quote ? quote : Single(kind);
        sequence = new(2, value ?? 0, IsByte: false);
        error = value is not null ? null
            : text.Length > 1 ? $"unknown escape sequence {Name(text[1..])}"
            : NotTerminated;
        return error is null;
    }

    private const string NotTerminated = "escape sequence not terminated";

    private static char? Single(char kind) => kind switch
    {
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        '\\' => '\\',
        _ => null,
    };

    private static bool TryReadDigits(
        ReadOnlySpan<char> text, int start, int count, int radix, out EscapeSequence sequence, [NotNullWhen(false)] out string? error)
    {
        sequence = default;
        var value = 0L;
        for (var i = start; i < start + count; i++)
        {
            if (i >= text.Length)
            {
                error = NotTerminated;
                return false;
            }

            var digit = Digit(text[i]);
            if (digit >= radix)
            {
                error = $"illegal character {Name(text[i..])} in escape sequence";
                return false;
            }

            value = (value * radix) + digit;
        }

        var isByte = count < 4;
        var isValid = isByte ? value <= byte.MaxValue : value <= int.MaxValue && Rune.IsValid((int)value);
        sequence = isValid ? new(start + count, (int)value, isByte) : default;
        error = isValid ? null : "escape sequence is an invalid Unicode code point";
        return isValid;
    }

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => int.MaxValue,
    };

    private static string Name(ReadOnlySpan<char> text)
    {
        _ = Rune.DecodeFromUtf16(text, out var rune, out _);
        return $"U+{rune.Value:X4} {QuotedText.Of(rune)}";
    }
}
