using CsCheck;
using Lapwing.Model;
using Lapwing.Storage.Head;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Storage.Tests.Head;

public sealed class HeadStoreTests
{
    private static readonly Labels Up = Labels.From((Labels.MetricName, "up"), ("target", "a"));

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_same_labels_are_the_same_series()
    {
        var head = NewHead();
        Assert.Equal(Begin(head, Up), Begin(head, Labels.From(("target", "a"), (Labels.MetricName, "up"))));
        Assert.NotEqual(Begin(head, Up), Begin(head, Up.With("target", "b")));
    }

    [Fact]
    public void Samples_come_back_in_order_with_every_bit()
    {
        var head = NewHead();
        var series = Begin(head, Up);
        double[] values = [1, -0.0, double.NaN, StaleMarker.Value, double.PositiveInfinity, double.Epsilon];
        for (var i = 0; i < values.Length; i++)
        {
            head.Append(i, [series], [values[i]]);
        }

        var samples = Assert.Single(head.Select([], 0, long.MaxValue)).Samples;
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), samples.Select(sample => BitConverter.DoubleToInt64Bits(sample.Value)));
    }

    [Fact]
    public void Old_conflicting_and_refused_are_counted_and_keep_nothing_else_out()
    {
        var head = NewHead(new() { MaxSeries = 2 });
        var a = Begin(head, Up);
        var b = Begin(head, Up.With("target", "b"));
        Assert.False(head.TryGetOrAdd(Up.With("target", "c"), out _));

        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        head.Append(now, [a], [1]);
        head.Append(now, [a], [1]);
        head.Append(now, [a, b, b, b], [2, 5, 5, 6]);
        head.Append(now - 3_600_001, [a, b], [1, 1]);
        head.Append(now + 600_001, [a], [1]);

        Assert.Equal((new RefusedSamples(TooOld: 2, TooFarAhead: 1, Conflicts: 2), 1L), (head.Figures.Refused, head.Figures.RefusedSeries));
        Assert.True(head.TryGetLatest(b, out var latest));
        Assert.Equal(new Sample(now, 5), latest);
    }

    [Fact]
    public void Late_samples_are_found_at_their_instants()
    {
        var head = NewHead();
        var series = Enumerable.Range(0, 3).Select(i => Begin(head, Up.With("target", $"{i}"))).ToArray();
        foreach (var time in new[] { 100, 300, 200, 50 })
        {
            head.Append(time, series, [time, time, time]);
        }

        Assert.All(head.Select([], 0, 1000), found => Assert.Equal([50, 100, 200, 300], found.Samples.Select(sample => sample.Value)));
        Assert.True(head.TryGetLatest(series[1], out var latest));
        Assert.Equal(300, latest.Value.Value);
    }

    [Fact]
    public void Memory_is_bounded_and_every_series_keeps_its_newest_samples()
    {
        var head = NewHead(new() { MaxBytes = 20_000 });
        var series = Enumerable.Range(0, 3).Select(i => Begin(head, Up.With("target", $"{i}"))).ToArray();
        var random = new Random(1);
        for (var t = 0; t < 100_000; t++)
        {
            head.Append(t, series, [t, random.NextDouble(), random.NextDouble()]);
        }

        // The rows of three tails, and a segment that is about to be given up, may come on top.
        Assert.InRange(head.Figures.Bytes, 1, 20_000 + (3 * 64 * 8) + 600);
        foreach (var found in head.Select([], 0, long.MaxValue))
        {
            Assert.Equal(99_999, found.Samples[^1].Timestamp);
            Assert.True(found.Samples.Count >= 40, $"{found.Samples.Count} samples left");
        }
    }

    [Fact]
    public void A_measured_hour_takes_about_a_byte_a_sample()
    {
        var head = NewHead();
        var series = BeginTarget(head, 100);
        var random = new Random(1);
        var values = new double[100];
        for (var i = 0; i < 3600; i++)
        {
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = k % 4 == 0 ? 42 : k % 4 == 1 ? values[k] + random.Next(100) : Math.Round(20 + random.NextDouble(), 1);
            }

            head.Append(i * 1000, series, values);
        }

        Assert.InRange(head.Figures.Bytes / (3600.0 * 100), 0, 1.2);
    }

    [Fact]
    public void Samples_past_the_retention_are_given_up_also_where_nothing_comes_any_more()
    {
        var head = NewHead();
        var series = Begin(head, Up);
        head.Append(_time.GetUtcNow().ToUnixTimeMilliseconds(), [series], [1]);

        _time.Advance(TimeSpan.FromMinutes(59));
        head.Expire();
        Assert.Single(head.Select([], 0, long.MaxValue));

        _time.Advance(TimeSpan.FromMinutes(2));
        head.Expire();
        Assert.Empty(head.Select([], 0, long.MaxValue));
        Assert.Equal(0, head.Figures.Bytes);

        head.Append(_time.GetUtcNow().ToUnixTimeMilliseconds(), [series], [2]);
        Assert.Single(head.Select([], 0, long.MaxValue));
    }

    [Fact]
    public void A_batch_allocates_nothing_but_what_is_kept()
    {
        var head = NewHead(new() { MaxBytes = 40_000 });
        var series = BeginTarget(head, 20);
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
                head.Append(++now, series, values);
            }
        }
    }

    [Fact]
    public void Any_range_gives_what_a_plain_list_gives() =>
        Gen.Select(Gen.Int[1, 400], Gen.Long[-10, 410], Gen.Long[-10, 410]).Sample((count, from, to) =>
        {
            var head = NewHead();
            var series = Begin(head, Up);
            for (var t = 0; t < count; t++)
            {
                head.Append(t, [series], [t]);
            }

            var found = new List<Sample>();
            head.CopyTo(series, from, to, found);
            var expected = Enumerable.Range(0, count).Where(t => t >= from && t <= to).Select(t => new Sample(t, t));
            Assert.Equal(expected, found);
        });

    [Fact]
    public async Task Readers_beside_writers_see_each_series_in_order()
    {
        var head = NewHead(new() { MaxBytes = 10_000 });
        var series = Begin(head, Up);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var reads = 0;
            while (!done.IsCancellationRequested || reads == 0)
            {
                foreach (var found in head.Select([], 0, long.MaxValue))
                {
                    Assert.Equal(found.Samples.Select(sample => (double)sample.Timestamp), found.Samples.Select(sample => sample.Value));
                    Assert.True(found.Samples.Zip(found.Samples.Skip(1)).All(pair => pair.First.Timestamp < pair.Second.Timestamp));
                }

                reads++;
            }
        }, TestContext.Current.CancellationToken);
        for (var t = 1; t < 200_000; t++)
        {
            head.Append(t, [series], [t]);
        }

        await done.CancelAsync();
        await reader;
    }

    private static SeriesRef[] BeginTarget(HeadStore head, int count)
    {
        var series = new SeriesRef[count];
        for (var i = 0; i < count; i++)
        {
            Assert.True(head.TryGetOrAdd(Labels.From((Labels.MetricName, $"m{i}")), out series[i], i == 0 ? null : series[0]));
        }

        return series;
    }

    private static SeriesRef Begin(HeadStore head, Labels labels)
    {
        Assert.True(head.TryGetOrAdd(labels, out var series));
        return series;
    }

    private HeadStore NewHead(HeadOptions? options = null) => new(options ?? new(), _time);
}
