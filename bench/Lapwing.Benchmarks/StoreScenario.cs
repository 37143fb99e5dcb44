using System.Diagnostics;
using System.Globalization;
using Lapwing.Model;
using Lapwing.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Benchmarks;

/// <summary>
/// The store under many series, as one run that prints its figures: <c>store FOLDER SERIES MINUTES</c> appends samples of so many series of 7
/// labels, in targets of 1,000, every 15 s of a made-up time; <c>reopen FOLDER</c> opens what a killed run left.
/// </summary>
internal static class StoreScenario
{
    private const int Columns = 1000;
    private const int StepMs = 15_000;
    private const long Start = 1_767_225_600_000;

    public static async Task RunAsync(string[] args)
    {
        if (args[0] == "reopen")
            await ReopenAsync(args[1]);
        else
            await FillAsync(args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture), isKilled: args.Length > 4);
    }

    private static async Task FillAsync(string folder, int count, int minutes, bool isKilled)
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(Start));
        await using var store = SeriesStore.Open(new() { Folder = folder, HeadBytes = 16L << 30, Warn = Console.WriteLine }, time);
        var watch = Stopwatch.StartNew();
        var targets = Enumerable.Range(0, count / Columns).Select(target => Begin(store, target)).ToArray();
        Report($"{count} series begun", watch, count);
        watch.Restart();
        var values = new double[Columns];
        var rows = minutes * 60_000 / StepMs;
        var allocated = GC.GetTotalAllocatedBytes();
        for (var row = 0; row < rows; row++)
        {
            time.Advance(TimeSpan.FromMilliseconds(StepMs));
            for (var target = 0; target < targets.Length; target++)
            {
                Fill(values, target, row);
                store.Append(Start + ((row + 1L) * StepMs) + target, targets[target], values);
            }
        }

        var samples = (double)rows * count;
        Report($"{rows} rows appended; {(GC.GetTotalAllocatedBytes() - allocated) / samples:0.00} B allocated a sample", watch, samples);
        var process = Process.GetCurrentProcess();
        Console.WriteLine($"resident {process.WorkingSet64 / (double)count:0} B a series, of these head {store.Figures.HeadBytes / (double)count:0} B; CPU {process.TotalProcessorTime.TotalSeconds:0.0} s");
        if (isKilled)
            process.Kill();
    }

    private static async Task ReopenAsync(string folder)
    {
        var watch = Stopwatch.StartNew();
        await using var store = SeriesStore.Open(new() { Folder = folder, HeadBytes = 16L << 30, Warn = Console.WriteLine }, TimeProvider.System);
        Console.WriteLine($"{store.Figures.Series} series, ready for appends after {watch.Elapsed.TotalSeconds:0.00} s");
        await store.Replayed;
        Console.WriteLine($"all readable after {watch.Elapsed.TotalSeconds:0.00} s");
        watch.Restart();
        var found = store.Select([new("job", MatchOperator.Equal, "job-1"), new("__name__", MatchOperator.Equal, "metric_17_total")], 0, long.MaxValue).Sum(series => series.Samples.Count);
        Console.WriteLine($"{found} samples by two matchers after {watch.Elapsed.TotalMilliseconds:0.0} ms");
        Console.WriteLine($"resident {Environment.WorkingSet / (double)store.Figures.Series:0} B a series");
    }

    private static SeriesRef[] Begin(SeriesStore store, int target)
    {
        var series = new SeriesRef[Columns];
        for (var i = 0; i < Columns; i++)
        {
            var labels = Labels.From(
                (Labels.MetricName, $"metric_{i / 4}_total"), ("job", $"job-{target / 100}"), ("instance", $"10.0.{target / 250}.{target % 250}:9100"),
                ("env", "production"), ("region", $"eu-{target % 5}"), ("service", $"service-{target / 10}"), ("handler", $"/api/v1/{i % 4}"));
            store.TryGetOrAdd(labels, out series[i], i == 0 ? null : series[0]);
        }

        return series;
    }

    /// <summary>A quarter constant, counters, decimals of one digit, and full doubles one in a hundred.</summary>
    private static void Fill(double[] values, int target, int row)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var noise = (uint)HashCode.Combine(target, i, row);
            values[i] = (i % 4) switch
            {
                0 => i,
                1 => (row * 100L * (1 + (i % 7))) + (noise % 40),
                2 => 20 + (noise % 50 / 10.0),
                _ => i % 100 == 3 ? noise / 7.0 : noise % 1000,
            };
        }
    }

    private static void Report(string what, Stopwatch watch, double count) =>
        Console.WriteLine($"{what}: {watch.Elapsed.TotalSeconds:0.00} s, {watch.Elapsed.TotalNanoseconds / count:0.0} ns each");
}
