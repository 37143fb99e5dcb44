using Lapwing.Model;
using Lapwing.Storage.Tiers;
using Lapwing.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Storage.Tests;

public sealed class TierTests : IAsyncDisposable
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const long Start = 1_700_006_400_000; // midnight

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Start));
    private readonly TempStore _temp;

    public TierTests() => _temp = new(_time, new() { Folder = "", Warn = warning => Assert.Fail(warning), Retention = TimeSpan.FromDays(2) });

    private SeriesStore Store => _temp.Store;

    public ValueTask DisposeAsync() => _temp.DisposeAsync();

    [Fact]
    public void A_bucket_tells_what_its_samples_were()
    {
        Sample[] samples = [new(-1, 90), new(0, 100), new(1000, 130), new(2000, double.NaN), new(3000, 5), new(5 * Minute, 7), new((5 * Minute) + 1, StaleMarker.Value)];
        Assert.Equal(
        [
            new Bucket(0, double.NaN, double.NaN, double.NaN, 4, 5, double.NaN),
            new Bucket(5 * Minute, 7, 7, 7, 1, 7, 2),
        ], Bucketing.Of(samples, Resolution.FiveMinutes, 0));
        Assert.Equal(
            [new Bucket(0, 5, 130, 235, 3, 5, 10 + 30 + 5)],
            Bucketing.Of([.. samples.Where(sample => sample.Timestamp < 5000 && !double.IsNaN(sample.Value))], Resolution.Hour, 0));
    }

    [Fact]
    public async Task Days_stay_as_buckets_when_their_samples_have_gone()
    {
        for (var time = Start; time < Start + (5 * Day); time += Minute)
        {
            _time.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(time));
            Store.Append(time, Begin(), [(time - Start) / Minute % 1000, 1]);
        }

        Store.Maintain(wait: true);
        Check();
        await _temp.ReopenAsync();
        Check();
    }

    [Fact]
    public async Task What_is_deleted_is_gone_from_buckets_too()
    {
        for (var time = Start; time < Start + (3 * Day); time += Minute)
        {
            _time.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(time));
            Store.Append(time, Begin(), [1, 2]);
        }

        Store.Maintain(wait: true);
        await Store.DeleteAsync([new("__name__", MatchOperator.Equal, "counter")], Start, Start + Day - 1);
        var counter = Assert.Single(Store.SelectBuckets(Resolution.Hour, [new("__name__", MatchOperator.Equal, "counter")], Start, long.MaxValue));
        Assert.Equal(Start + Day, counter.Buckets[0].Start);
        var other = Assert.Single(Store.SelectBuckets(Resolution.Hour, [new("__name__", MatchOperator.Equal, "other")], Start, long.MaxValue));
        Assert.Equal(Start, other.Buckets[0].Start);
    }

    private void Check()
    {
        Assert.Equal(Resolution.FiveMinutes, Store.FinestAt(Start + Hour));
        Assert.Equal(Resolution.Raw, Store.FinestAt(Start + (4 * Day)));
        var hours = Assert.Single(Store.SelectBuckets(Resolution.Hour, [new("__name__", MatchOperator.Equal, "counter")], Start, Start + (30 * Hour)));
        Assert.Equal(31, hours.Buckets.Count);
        Assert.Equal(new Bucket(Start, 0, 59, 59 * 30, 60, 59, 59), hours.Buckets[0]);
        // The counter begins anew after a thousand minutes, within the 17th hour.
        Assert.Equal(new Bucket(Start + (16 * Hour), 0, 999, (960 + 999) * 20 + (19 * 10), 60, 19, 40 + 19), hours.Buckets[16]);
        Assert.Equal(60, hours.Buckets[24].Increase);
        var minutes = Store.SelectBuckets(Resolution.FiveMinutes, [], Start, Start + (4 * Day) - 1);
        Assert.Equal([4 * 288, 4 * 288], minutes.Select(series => series.Buckets.Count));
        Assert.All(minutes, series => Assert.Equal("", series.Labels["__aggregate__"]));
    }

    private SeriesRef[] Begin()
    {
        Assert.True(Store.TryGetOrAdd(Labels.From((Labels.MetricName, "counter")), out var counter));
        Assert.True(Store.TryGetOrAdd(Labels.From((Labels.MetricName, "other")), out var other, counter));
        return [counter, other];
    }
}
