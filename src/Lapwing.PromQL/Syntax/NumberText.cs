using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lapwing.PromQL.Syntax;

/// <summary>
/// Numbers as PromQL writes them, which is Go's way: <c>1.5e3</c>, <c>0x1F</c>, <c>0755</c> (octal), <c>1_000</c>, <c>Inf</c>,
/// <c>NaN</c>; without a sign.
/// </summary>
internal static class NumberText
{
    public static bool TryParse(ReadOnlySpan<char> text, out double value, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (IsSpecial(text, out value))
            return true;

        var isHex = text is ['0', 'x' or 'X', ..];
        var digits = WithoutUnderscores(text, isHex);
        if (digits is null || !(isHex ? TryParseHex(digits, out value) : TryParseDecimal(digits, out value)))
            error = $"bad number or duration syntax: {QuotedText.Excerpt(text)}";
        else if (double.IsInfinity(value))
            error = $"error parsing number: {QuotedText.Excerpt(text)} is out of range";
        return error is null;
    }

    /// <summary>The shortest digits that read back as the same number, without an exponent.</summary>
    public static string Format(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";

        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = shortest.IndexOf('E');
        return exponentAt < 0
            ? shortest
            : Expand(shortest.AsSpan(0, exponentAt), int.Parse(shortest.AsSpan(exponentAt + 1), provider: CultureInfo.InvariantCulture));
    }

    private static string Expand(ReadOnlySpan<char> mantissa, int exponent)
    {
        var sign = mantissa[0] == '-' ? "-" : "";
        var digits = mantissa[sign.Length..].ToString().Replace(".", "");
        return exponent < 0
            ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : sign + digits.PadRight(exponent + 1, '0');
    }

    private static bool IsSpecial(ReadOnlySpan<char> text, out double value)
    {
        value = text.Equals("inf", StringComparison.OrdinalIgnoreCase) ? double.PositiveInfinity : double.NaN;
        return double.IsPositiveInfinity(value) || text.Equals("nan", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Null where an underscore does not stand between two digits (or, in a hexadecimal number, behind the 0x).</summary>
    private static string? WithoutUnderscores(ReadOnlySpan<char> text, bool isHex)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && !(i + 1 < text.Length && IsDigit(text[i + 1]) && (IsDigit(text[i - 1]) || (isHex && i == 2))))
                return null;
        }

        return text.ToString().Replace("_", "");

        bool IsDigit(char c) => isHex ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c);
    }

    private static bool TryParseHex(string text, out double value)
    {
        // Infinity is "too large", as it is for double.TryParse.
        var fits = ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits);
        value = fits && bits <= long.MaxValue ? bits : double.PositiveInfinity;
        return text.Length > 2;
    }

    private static bool TryParseDecimal(string text, out double value)
    {
        if (IsOctal(text, out var octal))
        {
            value = octal;
            return true;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Go reads 0755 as octal; 089, and what does not fit into 64 bits, as decimal.</summary>
    private static bool IsOctal(string text, out long value)
    {
        value = 0;
        if (text[0] != '0' || text.AsSpan().ContainsAnyExceptInRange('0', '7'))
            return false;
        foreach (var digit in text)
        {
            if (value > long.MaxValue >> 3)
                return false;
            value = (value << 3) + (digit - '0');
        }

        return true;
    }
}
