using System.Globalization;
using Lapwing.Config;
using Lapwing.Config.Values;

namespace Lapwing.Probes.Files;

/// <summary>Compares files with what must hold for them.</summary>
internal static class FileExpectations
{
    /// <summary>The conditions that do not hold, each with the file that is furthest from it.</summary>
    public static List<FailedExpectation> Check(FileExpectConfig expect, IReadOnlyList<FoundFile> files, DateTimeOffset now) =>
        [.. CheckCount(expect, files.Count), .. files.Count == 0 ? [] : CheckFiles(expect, files, now)];

    private static IEnumerable<FailedExpectation> CheckCount(FileExpectConfig expect, int count)
    {
        if (count < expect.MinFiles)
            yield return new("min_files", $"at least {Files(expect.MinFiles)}", Files(count));

        if (count > expect.MaxFiles)
            yield return new("max_files", $"at most {Files(expect.MaxFiles.Value)}", Files(count));
    }

    private static IEnumerable<FailedExpectation> CheckFiles(FileExpectConfig expect, IReadOnlyList<FoundFile> files, DateTimeOffset now)
    {
        var newest = files.MaxBy(file => file.Status.Modified);
        if (expect.MaxAge is { } maxAge && now - newest.Status.ModifiedTime is var age && age > maxAge)
            yield return new("max_age", $"changed within {Duration(maxAge)}", $"{Duration(age)} ago: {newest.Path}");

        var largest = files.MaxBy(file => file.Status.Size);
        if (expect.MaxSize is { } maxSize && largest.Status.Size > maxSize.Bytes)
            yield return new("max_size", $"at most {maxSize}", Size(largest, files.Count(file => file.Status.Size > maxSize.Bytes)));

        var smallest = files.MinBy(file => file.Status.Size);
        if (expect.MinSize is { } minSize && smallest.Status.Size < minSize.Bytes)
            yield return new("min_size", $"at least {minSize}", Size(smallest, files.Count(file => file.Status.Size < minSize.Bytes)));
    }

    private static string Size(FoundFile worst, int failing) =>
        $"{new ByteSize(worst.Status.Size)}: {worst.Path}" + (failing > 1 ? $" and {Files(failing - 1)} more" : "");

    private static string Files(int count) => count == 1 ? "1 file" : $"{count} files";

    /// <summary>As in the configuration, by the two largest units: <c>1d2h</c>, <c>5m30s</c>, <c>1.5s</c>.</summary>
    private static string Duration(TimeSpan duration) => duration switch
    {
        { Days: > 0 } => Join(duration.Days, "d", duration.Hours, "h"),
        { Hours: > 0 } => Join(duration.Hours, "h", duration.Minutes, "m"),
        { Minutes: > 0 } => Join(duration.Minutes, "m", duration.Seconds, "s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.###}s"),
    };

    private static string Join(int large, string largeUnit, int small, string smallUnit) =>
        $"{large}{largeUnit}" + (small > 0 ? $"{small}{smallUnit}" : "");
}
