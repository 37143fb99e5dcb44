using Lapwing.Testing;

namespace Lapwing.Tests;

/// <summary>Texts that others rely on, kept in the repository: who changes one sees it in the difference.</summary>
internal static class Snapshot
{
    /// <param name="file">Where in the repository the text is kept.</param>
    /// <param name="text">What it is now.</param>
    /// <param name="subject">What has changed when the two differ.</param>
    public static void Check(string file, string text, string subject)
    {
        var path = Repository.Path(file);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, text);
        var kept = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(text == kept, $"{subject}: {file} differs {Place(kept, text)}. Run this test with UPDATE_SNAPSHOTS=1 and look at what it changes.");
    }

    private static string Place(string kept, string text)
    {
        var (before, now) = (kept.Split('\n'), text.Split('\n'));
        var line = before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"from line {line + 1} on; there it is now '{now.ElementAtOrDefault(line)?.Trim()}'";
    }
}
