using System.Text;

namespace Lapwing.Config;

/// <summary>Shows text of a file within a message: in quotes, cut where it is long, free of control characters.</summary>
internal static class Quoted
{
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
}
