using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace Lapwing.PromQL.Syntax;

/// <summary>Text between quotes: read from the language, written into it, and shown in messages.</summary>
internal static class QuotedText
{
    // Enough to find the place by; a message must not repeat a megabyte that someone sent.
    private const int LongestExcerpt = 60;

    /// <summary>
    /// The value of a string that the lexer has accepted; its quotes are part of <paramref name="token"/>. Escaped bytes that do not
    /// add up to UTF-8 become U+FFFD, since a .NET string cannot hold them.
    /// </summary>
    public static string Unquote(ReadOnlySpan<char> token)
    {
        var quote = token[0];
        var inner = token[1..^1];
        if (quote == '`' || !inner.Contains('\\'))
            return inner.ToString();

        var bytes = new ArrayBufferWriter<byte>(inner.Length);
        for (var backslash = inner.IndexOf('\\'); backslash >= 0; backslash = inner.IndexOf('\\'))
        {
            Encoding.UTF8.GetBytes(inner[..backslash], bytes);
            var isValid = EscapeSequence.TryRead(inner[backslash..], quote, out var sequence, out _);
            Debug.Assert(isValid, "The lexer lets no other escape sequence pass.");
            Append(sequence, bytes);
            inner = inner[(backslash + sequence.Length)..];
        }

        Encoding.UTF8.GetBytes(inner, bytes);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Writes a string that reads back as <paramref name="value"/>, in double quotes.</summary>
    public static void Write(StringBuilder text, ReadOnlySpan<char> value)
    {
        text.Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            text.Append(Escaped(rune, '"'));
        }

        text.Append('"');
    }

    /// <summary>The beginning of a text, quoted, for a message.</summary>
    public static string Excerpt(ReadOnlySpan<char> value)
    {
        var text = new StringBuilder();
        Write(text, value[..Math.Min(value.Length, LongestExcerpt)]);
        return text.Append(value.Length > LongestExcerpt ? "..." : "").ToString();
    }

    /// <summary>A character between single quotes, for a message.</summary>
    public static string Of(Rune rune) => $"'{Escaped(rune, '\'')}'";

    private static string Escaped(Rune rune, char quote) => rune.Value switch
    {
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        '\\' => "\\\\",
        var value when value == quote => $"\\{quote}",
        var value when Rune.IsControl(rune) => value < 0x80 ? $"\\x{value:x2}" : $"\\u{value:x4}",
        _ => rune.ToString(),
    };

    private static void Append(EscapeSequence sequence, ArrayBufferWriter<byte> bytes)
    {
        if (sequence.IsByte)
            bytes.Write([(byte)sequence.Value]);
        else
            bytes.Advance(new Rune(sequence.Value).EncodeToUtf8(bytes.GetSpan(4)));
    }
}
