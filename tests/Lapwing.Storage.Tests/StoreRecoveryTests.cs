using Lapwing.Model;
using Lapwing.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Storage.Tests;

public sealed class StoreRecoveryTests : IAsyncDisposable
{
    private const long Start = 1_700_000_000_000;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Start));
    private readonly List<string> _warnings = [];
    private readonly TempStore _temp;

    public StoreRecoveryTests() => _temp = new(_time, new() { Folder = "", Warn = _warnings.Add });

    private SeriesStore Store => _temp.Store;

    public ValueTask DisposeAsync() => _temp.DisposeAsync();

    [Fact]
    public async Task What_was_appended_is_there_after_a_restart_and_goes_on()
    {
        var series = Begin("a", "b", "c");
        for (var i = 0; i < 200; i++)
        {
            Store.Append(Start + (i * 1000), series, [i, -i, i % 7 == 0 ? StaleMarker.Value : i * 0.1]);
        }

        Store.Append(Start + 500, series.AsSpan(0, 2), [0.5, 0.25]);
        var before = All();
        await _temp.ReopenAsync();
        Assert.Equal(before, All());

        Store.Append(Start + 200_000, Begin("a", "b", "c"), [1, 2, 3]);
        Assert.Equal(before.Count + 3, All().Count);
        Assert.Empty(_warnings);
        Assert.Equal(3, Store.Figures.Series);
    }

    [Fact]
    public async Task Series_begun_after_a_restart_join_those_of_before()
    {
        Store.Append(Start, Begin("a"), [1]);
        await _temp.ReopenAsync();
        Store.Append(Start + 1000, Begin("a", "b"), [2, 3]);
        await _temp.ReopenAsync();
        Assert.Equal([("a", Start, 1), ("a", Start + 1000, 2), ("b", Start + 1000, 3)], All());
    }

    [Fact]
    public async Task Nothing_is_counted_twice_or_refused_by_a_replay()
    {
        var series = Begin("a");
        Store.Append(Start, series, [1]);
        Store.Append(Start, series, [2]);
        await _temp.ReopenAsync();
        Assert.Equal(default, Store.Figures.Refused);
        Assert.Equal([("a", Start, 1)], All());
    }

    [Fact]
    public void A_second_store_on_the_folder_is_refused()
    {
        var error = Assert.Throws<StoreException>(() => SeriesStore.Open(new() { Folder = _temp.Folder }, _time));
        Assert.Contains(_temp.Folder, error.Message, StringComparison.Ordinal);
        Assert.Contains("stop that one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_told()
    {
        var error = Assert.Throws<StoreException>(() => SeriesStore.Open(new() { Folder = "/proc/lapwing" }, _time));
        Assert.Contains("/proc/lapwing", error.Message, StringComparison.Ordinal);
    }

    private SeriesRef[] Begin(params string[] names)
    {
        var series = new SeriesRef[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            Assert.True(Store.TryGetOrAdd(Labels.From((Labels.MetricName, names[i])), out series[i], i == 0 ? null : series[0]));
        }

        return series;
    }

    private List<(string Name, long Time, double Value)> All() =>
    [
        .. Store.Select([], long.MinValue, long.MaxValue).SelectMany(series => series.Samples.Select(sample => (series.Labels.Name, sample.Timestamp, sample.Value)))
            .OrderBy(sample => sample.Name, StringComparer.Ordinal).ThenBy(sample => sample.Timestamp),
    ];
}
