using Lapwing.Model;

namespace Lapwing.Probes;

/// <summary>
/// The runs of all targets since the start, by kind of source; those of targets that are gone are among them, since a counter never falls.
/// Safe for many threads.
/// </summary>
internal sealed class RunTotals
{
    private static readonly Source[] Sources = Enum.GetValues<Source>();

    private readonly long[] _runs = new long[Sources.Length];
    private readonly long[] _failed = new long[Sources.Length];
    private readonly long[] _retries = new long[Sources.Length];

    /// <summary>Runs made.</summary>
    public IEnumerable<(string Source, double Count)> Runs => By(_runs);

    /// <summary>Runs that found their target unhealthy.</summary>
    public IEnumerable<(string Source, double Count)> Failed => By(_failed);

    /// <summary>Attempts made after the first ones of their runs.</summary>
    public IEnumerable<(string Source, double Count)> Retries => By(_retries);

    public void Add(Source source, ProbeRun run)
    {
        Interlocked.Increment(ref _runs[(int)source]);
        Interlocked.Add(ref _retries[(int)source], run.Attempts.Count - 1);
        if (run.Result.Error is not null)
            Interlocked.Increment(ref _failed[(int)source]);
    }

    private static IEnumerable<(string, double)> By(long[] counts) =>
        Sources.Select(source => (source.ToString().ToLowerInvariant(), (double)Interlocked.Read(ref counts[(int)source])));
}
