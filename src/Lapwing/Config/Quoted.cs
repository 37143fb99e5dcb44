using System.Text;

namespace Lapwing.Config;

/// <summary>Shows text of a file within a message: in quotes, cut where it is long, free of control characters.</summary>
internal static class Quoted
{
    private const int LongestReason = 300;

    public static string Text(string text, int maxLength = 60)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, maxLength)).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => shown.Append("\\\""),
                '\\' => shown.Append("\\\\"),
                '\n' => shown.Append("\\n"),
                '\t' => shown.Append("\\t"),
                _ when Rune.IsControl(rune) => shown.Append($"\\u{rune.Value:x4}"),
                _ => shown.Append(rune),
            };
        }

        return shown.Append(text.Length > maxLength ? "…\"" : "\"").ToString();
    }

    /// <summary>What a library says is wrong, on one line and cut where it is long: it may repeat any amount of what it was given.</summary>
    public static string Reason(Exception e) => e.Message[..Math.Min(e.Message.Length, LongestReason)].ReplaceLineEndings(" ");
}
