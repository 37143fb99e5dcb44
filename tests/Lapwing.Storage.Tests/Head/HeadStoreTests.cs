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

        head.Append(10, [a], [1]);
        head.Append(10, [a], [1]);
        head.Append(10, [a, b], [2, 5]);
        head.Append(9, [a], [1]);

        Assert.Equal((1L, 1L, 1L),
            (head.Figures.OutOfOrder, head.Figures.Conflicts, head.Figures.RefusedSeries));
        Assert.True(head.TryGetLatest(b, out var latest));
        Assert.Equal(new Sample(10, 5), latest);
    }

    [Fact]
    public void Memory_is_bounded_and_every_series_keeps_its_newest_samples()
    {
        var head = NewHead(new() { MaxSamples = 240 });
        var series = Enumerable.Range(0, 3).Select(i => Begin(head, Up.With("target", $"{i}"))).ToArray();
        for (var t = 0; t < 10_000; t++)
        {
            head.Append(t, series, [t, t, t]);
        }

        Assert.InRange(head.Figures.SampleCapacity, 1, 240);
        foreach (var found in head.Select([], 0, long.MaxValue))
        {
            Assert.Equal(9_999, found.Samples[^1].Value);
            Assert.True(found.Samples.Count >= 40, $"{found.Samples.Count} samples left");
        }
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
        Assert.Equal(0, head.Figures.SampleCapacity);

        head.Append(_time.GetUtcNow().ToUnixTimeMilliseconds(), [series], [2]);
        Assert.Single(head.Select([], 0, long.MaxValue));
    }

    [Fact]
    public void A_steady_series_allocates_nothing()
    {
        var head = NewHead(new() { MaxSamples = 600 });
        SeriesRef[] series = [Begin(head, Up)];
        double[] values = [1];
        long now = 0;
        Fill(2_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill(2_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Fill(int samples)
        {
            for (var i = 0; i < samples; i++)
            {
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
        var head = NewHead(new() { MaxSamples = 600 });
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

    private static SeriesRef Begin(HeadStore head, Labels labels)
    {
        Assert.True(head.TryGetOrAdd(labels, out var series));
        return series;
    }

    private HeadStore NewHead(HeadOptions? options = null) => new(options ?? new(), _time);
}
