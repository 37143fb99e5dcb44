using Lapwing.Storage.Crash;
using Lapwing.Storage.Tests.Wal;
using Lapwing.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Storage.Tests;

public sealed class StoreCrashTests
{
    private const int Rounds = 200;
    private const int ChecksEvery = 20;

    /// <summary>Rounds of which one is long enough for blocks to be written.</summary>
    private const int LongEvery = 9;

    /// <summary>Each process is killed at any moment, while blocks are written and made one of; the next one goes on in the same folder.</summary>
    [Fact]
    public async Task A_killed_store_has_all_that_it_acknowledged_and_nothing_else()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        var random = new Random(1);
        var last = 0L;
        var unsure = new HashSet<long>();
        var next = new AppendingProcess("store");
        for (var round = 1; round <= Rounds; round++)
        {
            using var process = next;
            await process.BeginAsync(folder.Path, last + 1);
            next = new AppendingProcess("store");
            var acknowledged = await process.KillAfterAsync(random.Next(1, round % LongEvery == 0 ? 2000 : 100), cancellation);
            // The next number may be there or not: the one after it is taken.
            last = acknowledged + 1;
            unsure.Add(last);
            if (round % ChecksEvery == 0)
                last = await CheckAsync(folder.Path, acknowledged, unsure);
        }

        next.Dispose();
        Assert.NotEmpty(Directory.GetDirectories(Path.Combine(folder.Path, "blocks")));
    }

    /// <summary>Compares all that is there with what was acknowledged, and returns the last number.</summary>
    private static async Task<long> CheckAsync(string folder, long acknowledged, HashSet<long> unsure)
    {
        var warnings = new List<string>();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(AppendingToStore.Start + ((acknowledged + 10) * AppendingToStore.Step)));
        await using var store = SeriesStore.Open(AppendingToStore.Options(folder) with { Warn = warnings.Add }, time);
        await store.Replayed;
        // A torn end of the log is what a kill leaves.
        Assert.All(warnings, warning => Assert.Contains("no whole record", warning, StringComparison.Ordinal));
        var newest = acknowledged;
        var found = store.Select([], long.MinValue, long.MaxValue).ToDictionary(series => series.Labels.Name, series => series.Samples);
        foreach (var (name, samples) in found)
        {
            Assert.All(samples, sample => Assert.Equal(sample.Timestamp, AppendingToStore.Start + ((long)sample.Value * AppendingToStore.Step)));
            newest = Math.Max(newest, (long)samples[^1].Value);
            Assert.Equal(samples.Select(sample => sample.Value).Distinct().Order(), samples.Select(sample => sample.Value));
            var there = samples.Select(sample => (long)sample.Value).ToHashSet();
            var wanted = Enumerable.Range(1, (int)acknowledged).Select(number => (long)number)
                .Where(number => int.Parse(name[1..], null) < AppendingToStore.SeriesAt(number)).ToHashSet();
            if (wanted.Except(there).Except(unsure).ToList() is { Count: > 0 } missing)
                Assert.Fail($"{missing.Count} of {name} are missing, from {missing[0]} to {missing[^1]} of {acknowledged}");
            Assert.Empty(there.Except(wanted).Except(unsure));
        }

        Assert.InRange(found.Count, AppendingToStore.SeriesAt(acknowledged), AppendingToStore.SeriesAt(newest));

        Assert.InRange(newest, acknowledged, acknowledged + 1);
        return newest;
    }
}
