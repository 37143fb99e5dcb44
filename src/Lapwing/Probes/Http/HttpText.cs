using System.Text;

namespace Lapwing.Probes.Http;

/// <summary>Turns the bytes of a body into text.</summary>
internal static class HttpText
{
    private const char Unprintable = '\uFFFD';

    /// <summary>What fits into a message that people still read.</summary>
    private const int ShortLength = 120;

    /// <summary>The whole of <paramref name="body"/> as text, in UTF-8 where <paramref name="charset"/> is missing or unknown.</summary>
    public static string Decode(ReadOnlySpan<byte> body, string? charset)
    {
        var text = EncodingOf(charset).GetString(body);
        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }

    /// <summary>The beginning of <paramref name="body"/> for people to look at, safe whatever it holds.</summary>
    public static string Preview(ReadOnlySpan<byte> body, string? charset)
    {
        var bytes = body[..Math.Min(body.Length, HttpBody.EvidenceLength)];
        var text = new char[EncodingOf(charset).GetMaxCharCount(bytes.Length)];
        // Without a flush, a character that the cut went through is left out instead of shown broken.
        var length = EncodingOf(charset).GetDecoder().GetChars(bytes, text, flush: false);
        text.AsSpan().Replace('\uFEFF', Unprintable);
        for (var i = 0; i < length; i++)
        {
            text[i] = char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r') ? Unprintable : text[i];
        }

        return new(text, 0, length);
    }

    /// <summary>A text in quotes on one line, its beginning where it is long.</summary>
    public static string Quote(string text) => $"\"{Shorten(text)}\"";

    /// <summary>A text on one line, its beginning where it is long.</summary>
    public static string Shorten(string text)
    {
        var beginning = text.AsSpan(0, Math.Min(text.Length, ShortLength));
        return string.Create(beginning.Length, beginning, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        }) + (text.Length > ShortLength ? "…" : "");
    }

    private static Encoding EncodingOf(string? charset)
    {
        if (charset is null)
        {
            return Encoding.UTF8;
        }

        try
        {
            // Beside what .NET always knows: GBK, Shift-JIS, windows-1252 and the like.
            var name = charset.Trim('"', ' ');
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Not known, or known and turned off for being dangerous, as UTF-7 is.
            return Encoding.UTF8;
        }
    }
}
