using CsCheck;
using Lapwing.Model;
using Lapwing.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Storage.Tests;

public sealed class SeriesStoreTests : IAsyncDisposable
{
    private static readonly Labels Up = Labels.From((Labels.MetricName, "up"), ("target", "a"));

    private readonly FakeTimeProvider _time = new();
    private TempStore? _temp;

    public ValueTask DisposeAsync() => _temp?.DisposeAsync() ?? default;

    [Fact]
    public void The_same_labels_are_the_same_series()
    {
        var store = Open();
        Assert.Equal(Begin(store, Up), Begin(store, Labels.From(("target", "a"), (Labels.MetricName, "up"))));
        Assert.NotEqual(Begin(store, Up), Begin(store, Up.With("target", "b")));
    }

    [Fact]
    public void Samples_come_back_in_order_with_every_bit()
    {
        var store = Open();
        var series = Begin(store, Up);
        double[] values = [1, -0.0, double.NaN, StaleMarker.Value, double.PositiveInfinity, double.Epsilon];
        for (var i = 0; i < values.Length; i++)
        {
            store.Append(i, [series], [values[i]]);
        }

        var samples = Assert.Single(store.Select([], 0, long.MaxValue)).Samples;
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), samples.Select(sample => BitConverter.DoubleToInt64Bits(sample.Value)));
    }

    [Fact]
    public void Old_conflicting_and_refused_are_counted_and_keep_nothing_else_out()
    {
        var store = Open(new() { Folder = "", MaxSeries = 2 });
        var a = Begin(store, Up);
        var b = Begin(store, Up.With("target", "b"));
        Assert.False(store.TryGetOrAdd(Up.With("target", "c"), out _));

        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        store.Append(now, [a], [1]);
        store.Append(now, [a], [1]);
        store.Append(now, [a, b, b, b], [2, 5, 5, 6]);
        store.Append(now - 3_600_001, [a, b], [1, 1]);
        store.Append(now + 600_001, [a], [1]);

        Assert.Equal((new RefusedSamples(TooOld: 2, TooFarAhead: 1, Conflicts: 2), 1L), (store.Figures.Refused, store.Figures.RefusedSeries.TooManySeries));
        Assert.True(store.TryGetLatest(b, out var latest));
        Assert.Equal(new Sample(now, 5), latest);
    }

    [Fact]
    public void Late_samples_are_found_at_their_instants()
    {
        var store = Open();
        var series = Enumerable.Range(0, 3).Select(i => Begin(store, Up.With("target", $"{i}"))).ToArray();
        foreach (var time in new[] { 100, 300, 200, 50 })
        {
            store.Append(time, series, [time, time, time]);
        }

        Assert.All(store.Select([], 0, 1000), found => Assert.Equal([50, 100, 200, 300], found.Samples.Select(sample => sample.Value)));
        Assert.True(store.TryGetLatest(series[1], out var latest));
        Assert.Equal(300, latest.Value.Value);
    }

    [Fact]
    public void Memory_is_bounded_for_what_is_too_much_goes_to_blocks()
    {
        var store = Open(new() { Folder = "", HeadBytes = 20_000 });
        var series = Enumerable.Range(0, 3).Select(i => Begin(store, Up.With("target", $"{i}"))).ToArray();
        var random = new Random(1);
        for (var t = 0; t < 20_000; t++)
        {
            store.Append(t, series, [t, random.NextDouble(), random.NextDouble()]);
            if (t % 1000 == 999)
                store.Maintain(wait: true);
        }

        // The rows of three tails, and a segment each.
        Assert.InRange(store.Figures.HeadBytes, 1, 20_000 + (3 * 64 * 8) + 600);
        Assert.All(store.Select([], 0, long.MaxValue), found => Assert.Equal(20_000, found.Samples.Count));
        Assert.Equal(0, store.Figures.DroppedSegments);
    }

    [Fact]
    public void A_measured_hour_takes_about_a_byte_a_sample()
    {
        var store = Open();
        var series = BeginTarget(store, 100);
        var random = new Random(1);
        var values = new double[100];
        for (var i = 0; i < 3600; i++)
        {
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = k % 4 == 0 ? 42 : k % 4 == 1 ? values[k] + random.Next(100) : Math.Round(20 + random.NextDouble(), 1);
            }

            store.Append(i * 1000, series, values);
        }

        Assert.InRange(store.Figures.HeadBytes / (3600.0 * 100), 0, 1.2);
    }

    [Fact]
    public void A_batch_allocates_nothing_but_what_is_kept()
    {
        var store = Open(new() { Folder = "", HeadBytes = 40_000 });
        var series = BeginTarget(store, 20);
        var values = new double[20];
        long now = 0;
        Fill(2_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill(2_000);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (2_000.0 * 20), 0, 6);

        void Fill(int samples)
        {
            for (var i = 0; i < samples; i++)
            {
                values[3] = i;
                store.Append(++now, series, values);
            }
        }
    }

    [Fact]
    public void Any_range_gives_what_a_plain_list_gives()
    {
        var store = Open();
        var target = 0;
        Gen.Select(Gen.Int[1, 400], Gen.Long[-10, 410], Gen.Long[-10, 410]).Sample((count, from, to) =>
        {
            var series = Begin(store, Up.With("target", $"{Interlocked.Increment(ref target)}"));
            for (var t = 0; t < count; t++)
            {
                store.Append(t, [series], [t]);
            }

            var found = new List<Sample>();
            store.CopyTo(series, from, to, found);
            var expected = Enumerable.Range(0, count).Where(t => t >= from && t <= to).Select(t => new Sample(t, t));
            Assert.Equal(expected, found);
        });
    }

    [Fact]
    public async Task Readers_beside_writers_see_each_series_in_order()
    {
        var store = Open(new() { Folder = "", HeadBytes = 10_000 });
        var series = Begin(store, Up);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var reads = 0;
            while (!done.IsCancellationRequested || reads == 0)
            {
                foreach (var found in store.Select([], 0, long.MaxValue))
                {
                    Assert.Equal(found.Samples.Select(sample => (double)sample.Timestamp), found.Samples.Select(sample => sample.Value));
                    Assert.True(found.Samples.Zip(found.Samples.Skip(1)).All(pair => pair.First.Timestamp < pair.Second.Timestamp));
                }

                reads++;
            }
        }, TestContext.Current.CancellationToken);
        for (var t = 1; t < 200_000; t++)
        {
            store.Append(t, [series], [t]);
        }

        await done.CancelAsync();
        await reader;
    }

    private static SeriesRef[] BeginTarget(SeriesStore store, int count)
    {
        var series = new SeriesRef[count];
        for (var i = 0; i < count; i++)
        {
            Assert.True(store.TryGetOrAdd(Labels.From((Labels.MetricName, $"m{i}")), out series[i], i == 0 ? null : series[0]));
        }

        return series;
    }

    private static SeriesRef Begin(SeriesStore store, Labels labels)
    {
        Assert.True(store.TryGetOrAdd(labels, out var series));
        return series;
    }

    private SeriesStore Open(StoreOptions? options = null)
    {
        _temp = new(_time, options);
        return _temp.Store;
    }
}
