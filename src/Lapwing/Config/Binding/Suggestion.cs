namespace Lapwing.Config.Binding;

/// <summary>Finds the word that somebody meant who wrote another.</summary>
internal static class Suggestion
{
    /// <summary>A longer word is no slip of the pen, and comparing it would take time in proportion to its length.</summary>
    private const int MaxLength = 40;

    /// <summary>The closest of <paramref name="known"/>, or null when none is close: one change for three letters, two at least.</summary>
    public static string? For(string written, IEnumerable<string> known)
    {
        if (written.Length > MaxLength)
            return null;
        var (word, distance) = known.Select(word => (word, Distance(written, word))).DefaultIfEmpty(("", int.MaxValue)).MinBy(pair => pair.Item2);
        return distance <= Math.Max(2, word.Length / 3) && distance < word.Length ? word : null;
    }

    // Levenshtein's distance, row by row; letter case counts nothing.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
