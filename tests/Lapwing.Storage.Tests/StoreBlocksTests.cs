using Lapwing.Model;
using Lapwing.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Storage.Tests;

/// <summary>What leaves the head for blocks is found as before.</summary>
public sealed class StoreBlocksTests : IAsyncDisposable
{
    private const long Hour = 3_600_000;
    private const long Start = 1_700_006_400_000; // the beginning of a slot

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Start));
    private readonly List<string> _warnings = [];
    private readonly TempStore _temp;
    private readonly Dictionary<(string, long), double> _model = [];

    public StoreBlocksTests() => _temp = new(_time, Options);

    private StoreOptions Options => new() { Folder = "", Warn = _warnings.Add, HeadBytes = 1 << 20 };

    private SeriesStore Store => _temp.Store;

    public async ValueTask DisposeAsync()
    {
        await _temp.DisposeAsync();
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_slot_goes_to_a_block_an_hour_after_its_end_and_everything_is_found_as_before()
    {
        Fill(Start, Start + (3 * Hour) - 1);
        Store.Maintain(wait: true);
        Assert.Equal(0, Store.Figures.Blocks);
        var head = Store.Figures.HeadBytes;

        Fill(Start + (3 * Hour), Start + (3 * Hour) + 60_000);
        Store.Maintain(wait: true);
        Assert.Equal(1, Store.Figures.Blocks);
        Assert.InRange(Store.Figures.HeadBytes, 1, head - 1);
        Check();

        await _temp.ReopenAsync();
        Check();
        Fill(Start + (4 * Hour), Start + (9 * Hour));
        Store.Maintain(wait: true);
        Assert.Equal((1, 1), (Store.Figures.Blocks, Store.Figures.Compactions));
        Check();
        await _temp.ReopenAsync();
        Check();
    }

    [Fact]
    public void A_range_is_put_together_from_blocks_and_head()
    {
        Fill(Start, Start + (5 * Hour));
        Store.Maintain(wait: true);
        Check(Start + Hour, Start + (3 * Hour));
        Check(Start + (2 * Hour), Start + (2 * Hour));
        Check(Start + (4 * Hour) + 1, Start + (6 * Hour));
    }

    [Fact]
    public async Task The_log_is_cut_behind_what_is_in_blocks()
    {
        await _temp.ReopenAsync(Options with { LogSegmentBytes = 1 << 20 });
        var random = new Random(1);
        var series = Begin("a", "b", "c", "d");
        for (var time = Start; time < Start + (8 * Hour); time += 100)
        {
            Clock(time);
            Store.Append(time, series, [random.NextDouble(), 1, 2, 3]);
        }

        // 15 MB were written, of which the last two hours are needed, and the segment that they began in.
        Store.Maintain(wait: true);
        Assert.InRange(LogBytes(), 3_700_000, 4_800_000);
        var count = Store.Select([], 0, long.MaxValue).Sum(found => found.Samples.Count);
        await _temp.ReopenAsync();
        Assert.Equal(count, Store.Select([], 0, long.MaxValue).Sum(found => found.Samples.Count));
        Assert.Equal(8 * 36_000 * 4, count);
    }

    [Fact]
    public async Task Samples_that_come_after_their_slot_was_written_are_found_too()
    {
        await _temp.ReopenAsync(Options with { OutOfOrderWindow = TimeSpan.FromDays(1) });
        Fill(Start, Start + (4 * Hour));
        Store.Maintain(wait: true);
        Assert.Equal(1, Store.Figures.Blocks);

        Append("a", Start + 500, 42);
        Append("z", Start + 700, 43);
        Check();
        await _temp.ReopenAsync();
        Check();
        Fill(Start + (4 * Hour) + 15_000, Start + (6 * Hour));
        Store.Maintain(wait: true);
        Assert.Equal((2, 1), (Store.Figures.Blocks, Store.Figures.Compactions));
        Check();
    }

    [Fact]
    public async Task Days_become_few_blocks_and_a_restart_finds_the_same()
    {
        await _temp.ReopenAsync(Options with { Retention = TimeSpan.Zero });
        Fill(Start, Start + (100 * Hour));
        Store.Maintain(wait: true);
        // Four days, 96 to 98, and the head.
        Assert.Equal(2, Store.Figures.Blocks);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(_temp.Folder, "blocks")).Length);
        Check();
        await _temp.ReopenAsync();
        Check();
        Check(Start + (50 * Hour), Start + (51 * Hour));
    }

    [Fact]
    public async Task Some_series_may_be_kept_for_less_time_than_others()
    {
        var rule = new RetentionRule([new("__name__", MatchOperator.Matches, "a|hourly.*")], TimeSpan.FromHours(6));
        await _temp.ReopenAsync(Options with { RetentionRules = [rule] });
        Fill(Start, Start + (20 * Hour));
        Store.Maintain(wait: true);

        var oldest = Store.Select([], 0, long.MaxValue).ToDictionary(found => found.Labels.Name, found => found.Samples[0].Timestamp);
        Assert.Equal(Start, oldest["b"]);
        // The block of the hours 8 to 16 was made after the 17th, of what was less than 6 hours old then.
        Assert.Equal(Start + (11 * Hour), oldest["a"]);
        Assert.DoesNotContain($"hourly{Start / Hour}", oldest.Keys);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task What_is_deleted_is_gone_from_blocks_head_and_log_and_the_rest_stays()
    {
        Fill(Start, Start + (5 * Hour));
        Store.Maintain(wait: true);
        var (from, to) = (Start + Hour, Start + (5 * Hour) - 60_000);
        await Store.DeleteAsync([new("__name__", MatchOperator.NotEqual, "b")], from, to);
        foreach (var key in _model.Keys.Where(key => key.Item1 != "b" && key.Item2 >= from && key.Item2 <= to).ToList())
        {
            _model.Remove(key);
        }

        Check();
        Append("a", Start + (5 * Hour) + 15_000, 7);
        await _temp.ReopenAsync();
        Check();
        Fill(Start + (5 * Hour) + 30_000, Start + (10 * Hour));
        Store.Maintain(wait: true);
        await _temp.ReopenAsync();
        Check();
    }

    [Fact]
    public async Task Deleting_all_leaves_nothing_and_appending_goes_on()
    {
        Fill(Start, Start + (4 * Hour));
        await Store.DeleteAsync([], long.MinValue, long.MaxValue);
        _model.Clear();
        Check();
        Assert.Equal(0, Store.Figures.Blocks);
        Append("a", Start + (4 * Hour), 1);
        await _temp.ReopenAsync();
        Check();
    }

    [Fact]
    public async Task A_sample_that_comes_again_after_its_slot_was_written_changes_nothing()
    {
        await _temp.ReopenAsync(Options with { OutOfOrderWindow = TimeSpan.FromDays(1) });
        Fill(Start, Start + (4 * Hour));
        Store.Maintain(wait: true);
        Store.Append(Start, Begin("a", "b"), [-1, 42]);
        Check();
        Fill(Start + (4 * Hour) + 15_000, Start + (6 * Hour));
        Store.Maintain(wait: true);
        Assert.Equal(1, Store.Figures.Compactions);
        Check();
    }

    [Fact]
    public void A_head_that_is_too_large_goes_to_blocks_before_its_time()
    {
        var random = new Random(1);
        var series = Begin([.. Enumerable.Range(0, 200).Select(i => $"m{i}")]);
        for (var row = 0; row < 1000; row++)
        {
            var values = series.Select(_ => random.NextDouble()).ToArray();
            Clock(Start + (row * 1000));
            Store.Append(Start + (row * 1000), series, values);
            for (var i = 0; i < series.Length; i++)
            {
                _model[($"m{i}", Start + (row * 1000))] = values[i];
            }

            Store.Maintain(wait: true);
        }

        Assert.InRange(Store.Figures.HeadBytes, 1, 1 << 20);
        Assert.Equal(0, Store.Figures.DroppedSegments);
        Assert.NotEqual(0, Store.Figures.Blocks);
        Check();
    }

    [Fact]
    public async Task Blocks_past_the_retention_go()
    {
        await _temp.ReopenAsync(Options with { Retention = TimeSpan.FromHours(5) });
        Fill(Start, Start + (12 * Hour));
        Store.Maintain(wait: true);
        var oldest = Store.Select([], 0, long.MaxValue).Min(found => found.Samples[0].Timestamp);
        Assert.Equal(Start + (6 * Hour), oldest);
        Assert.Equal(Store.Figures.Blocks, Directory.GetDirectories(Path.Combine(_temp.Folder, "blocks")).Length);
    }

    [Fact]
    public async Task The_oldest_blocks_go_when_there_are_more_bytes_than_may_be()
    {
        await _temp.ReopenAsync(Options with { MaxBytes = 10_000 });
        Fill(Start, Start + (24 * Hour));
        Store.Maintain(wait: true);
        Assert.InRange(Store.Figures.BlockBytes, 1, 10_000);
        Assert.Equal(Start + (24 * Hour), Store.Select([], 0, long.MaxValue).Max(found => found.Samples[^1].Timestamp));
    }

    [Fact]
    public async Task A_block_that_is_gone_bad_is_told_and_the_others_are_served()
    {
        Fill(Start, Start + (7 * Hour));
        Store.Maintain(wait: true);
        await Store.DisposeAsync();
        var index = Path.Combine(_temp.Folder, "blocks", "00000002", "index");
        var bytes = await File.ReadAllBytesAsync(index, TestContext.Current.CancellationToken);
        bytes[3] ^= 1;
        await File.WriteAllBytesAsync(index, bytes, TestContext.Current.CancellationToken);

        await _temp.ReopenAsync();
        Assert.Contains("00000002", Assert.Single(_warnings), StringComparison.Ordinal);
        _warnings.Clear();
        Assert.Equal(1, Store.Figures.BrokenBlocks);
        foreach (var key in _model.Keys.Where(key => key.Item2 >= Start + (2 * Hour) && key.Item2 < Start + (4 * Hour)).ToList())
        {
            _model.Remove(key);
        }

        Check();
    }

    private void Fill(long from, long to)
    {
        for (var time = from; time <= to; time += 15_000)
        {
            Clock(time);
            Append("a", time, time % 1000);
            Append("b", time, 42);
            if (time % 60_000 == 0)
                Append($"hourly{time / Hour}", time, -1.5);
        }
    }

    private void Append(string name, long time, double value)
    {
        Store.Append(time, Begin(name), [value]);
        _model[(name, time)] = value;
    }

    private void Clock(long time)
    {
        if (_time.GetUtcNow().ToUnixTimeMilliseconds() < time)
            _time.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(time));
    }

    private SeriesRef[] Begin(params string[] names)
    {
        var series = new SeriesRef[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            Assert.True(Store.TryGetOrAdd(Labels.From((Labels.MetricName, names[i]), ("job", "test")), out series[i], i == 0 ? null : series[0]));
        }

        return series;
    }

    private void Check(long from = 0, long to = long.MaxValue)
    {
        var found = Store.Select([new("job", MatchOperator.Equal, "test")], from, to)
            .SelectMany(series => series.Samples.Select(sample => ((series.Labels.Name, sample.Timestamp), sample.Value))).OrderBy(entry => entry.Item1);
        var wanted = _model.Where(entry => entry.Key.Item2 >= from && entry.Key.Item2 <= to).Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key);
        Assert.Equal(wanted, found);
    }

    private long LogBytes() => new DirectoryInfo(Path.Combine(_temp.Folder, "wal")).GetFiles().Sum(file => file.Length);
}
