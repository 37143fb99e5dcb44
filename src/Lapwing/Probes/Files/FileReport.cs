using Lapwing.Config;

namespace Lapwing.Probes.Files;

/// <summary>Makes the result of a round out of what was found.</summary>
internal sealed class FileReport(FileConfig config, TimeProvider time)
{
    private readonly bool _isPattern = GlobPattern.IsPattern(config.Path);
    private (long Timestamp, long Size)? _last;
    private bool _limitationTold;

    public ProbeResult Make(FileScan scan, WatchSet watches, int accesses, LineCounters counters, LineTails tails, ContentChanges? contents)
    {
        List<ProbeError> problems = [.. scan.Files.Count == 0 ? scan.Problems : [], .. tails.Problems, .. contents?.Problems ?? []];
        var failed = scan.IsBlind ? [] : FileExpectations.Check(config.Expect, scan.Files, time.GetUtcNow());
        var error = ErrorOf(scan, problems, failed);
        var size = SizeOf(scan);
        return new()
        {
            Error = error,
            Headline = size,
            Measurements = Measure(scan, watches, accesses, counters, contents, size).ToArray(),
            Evidence = error is null ? null : new() { Failed = failed },
            Notice = string.Join(' ', Notices(scan, watches, tails, contents, problems)) is { Length: > 0 } notice ? notice : null,
        };
    }

    private ProbeError? ErrorOf(FileScan scan, List<ProbeError> problems, List<FailedExpectation> failed)
    {
        if (scan.Files.Count == 0 && problems.Find(problem => problem.Kind != ProbeErrorKind.Missing) is { } blind)
            return blind;

        if (scan.Files.Count == 0 && config.Expect.MinFiles > 0)
            return problems.FirstOrDefault() ?? FileProblem.Missing($"No file matches {config.Path}.");

        if (problems.Find(problem => problem.Kind != ProbeErrorKind.Missing) is { } unreadable)
            return unreadable;

        var message = $"{config.Path}: {string.Join("; ", failed.Select(Text))}.";
        return failed.Count == 0 ? null : new(ProbeErrorKind.Expectation, message, Transient: false);
    }

    private static string Text(FailedExpectation failed) => $"{failed.Condition} is {failed.Expected}, but it was {failed.Actual}";

    /// <summary>A file that is not there has no size; a pattern that may mean no file has one, 0.</summary>
    private double? SizeOf(FileScan scan) => scan switch
    {
        { Files.Count: > 0 } => scan.Files.Sum(file => file.Status.Size),
        { IsBlind: false } when _isPattern && config.Expect.MinFiles == 0 => 0,
        _ => null,
    };

    private List<Measurement> Measure(
        FileScan scan, WatchSet watches, int accesses, LineCounters counters, ContentChanges? contents, double? size)
    {
        List<Measurement> all = [];
        if (!scan.IsBlind)
            all.Add(new(FileMetrics.Count, scan.Files.Count));

        if (scan.Files.Count > 0)
        {
            var newest = scan.Files.MaxBy(file => file.Status.Modified).Status;
            all.Add(new(FileMetrics.LargestSize, scan.Files.Max(file => file.Status.Size)));
            all.Add(new(FileMetrics.NewestModified, newest.ModifiedSeconds));
            all.Add(new(FileMetrics.Age, Math.Max(0, (time.GetUtcNow() - newest.ModifiedTime).TotalSeconds)));
        }

        if (watches.WatchedFiles > 0)
            all.Add(new(FileMetrics.AccessCount, accesses));

        if (contents is not null)
            all.Add(new(FileMetrics.ContentChanges, contents.Changes));

        if (!counters.IsEmpty)
            all.AddRange([.. counters.Measurements, new(FileMetrics.CutLines, counters.CutLines)]);

        if (GrowthSince(size) is { } growth)
            all.Add(new(FileMetrics.Growth, growth));

        return all;
    }

    private double? GrowthSince(double? size)
    {
        var (before, now) = (_last, time.GetTimestamp());
        _last = size is null ? null : (now, (long)size);
        var seconds = before is null ? 0 : time.GetElapsedTime(before.Value.Timestamp, now).TotalSeconds;
        return size is not null && seconds > 0 ? (size - before!.Value.Size) / seconds : null;
    }

    private IEnumerable<string> Notices(
        FileScan scan, WatchSet watches, LineTails tails, ContentChanges? contents, List<ProbeError> problems)
    {
        if (scan.IsCutShort)
            yield return $"{config.Path} means more than {FileScan.MaxFiles} files or {FileScan.MaxFolders} folders; the rest is left out.";

        if (scan.Files.Count > 0 && scan.Problems is [var first, .. var more])
            yield return first.Message + (more.Count > 0 ? $" Neither can {more.Count} more." : "");

        if (problems.Count > 1 && scan.Files.Count > 0)
            yield return $"{problems.Count} files cannot be read.";

        if (tails.Unfollowed > 0)
            yield return $"Lines are counted in {LineTails.MaxTails} files at most; {tails.Unfollowed} are not read.";

        if (tails.Unread > 0)
            yield return $"{tails.Unread} bytes of new lines are left for the next round.";

        if (contents is { Unfinished: > 0 })
            yield return $"The checksum of {contents.Unfinished} files goes on in the next round.";

        if (watches.Problem is { } problem && !(watches.IsLimited && _limitationTold))
            yield return problem;

        _limitationTold |= watches.IsLimited;
    }
}
