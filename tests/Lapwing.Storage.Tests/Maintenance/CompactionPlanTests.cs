using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Files;
using Lapwing.Storage.Maintenance;
using Lapwing.Testing;

namespace Lapwing.Storage.Tests.Maintenance;

public sealed class CompactionPlanTests : IDisposable
{
    private const long Hour = 3_600_000;
    private const long Midnight = 1_700_006_400_000;

    private readonly TempFolder _folder = new();
    private readonly List<Block> _blocks = [];

    public void Dispose()
    {
        _blocks.ForEach(block => block.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public void Blocks_of_a_window_become_one_when_all_of_it_is_in_blocks()
    {
        Make(0, 2, 4, 6);
        Assert.Empty(Next(complete: 7.9));
        Assert.Equal([1, 2, 3, 4], Next(complete: 8));
    }

    [Fact]
    public void The_shorter_window_goes_first()
    {
        Make(0, 8, 16, 18, 24);
        Assert.Equal([3, 4], Next(complete: 26));
    }

    [Fact]
    public void Windows_longer_than_wanted_are_left_alone()
    {
        Make(0, 8, 16);
        Assert.Empty(Next(complete: 24, longest: 8));
        Assert.Equal([1, 2, 3], Next(complete: 24, longest: 24));
    }

    [Fact]
    public void Blocks_that_overlap_become_one_at_once()
    {
        Make(0, 2, 4);
        Make(2);
        Assert.Equal([2, 4], Next(complete: 6));
    }

    [Fact]
    public void A_long_block_is_not_written_anew_for_each_late_one()
    {
        Make([(0, 96)], rows: 2000);
        Make(10, 34);
        Assert.Empty(Next(complete: 100));
        Make([(60, 62)], rows: 2000);
        Assert.Equal([1, 2, 3, 4], Next(complete: 100));
    }

    private void Make(params double[] hours) => Make([.. hours.Select(hour => (hour, hour + 2))], rows: 2);

    private void Make((double From, double To)[] ranges, int rows)
    {
        var random = new Random(1);
        foreach (var (from, to) in ranges)
        {
            var number = _blocks.Count + 1;
            using var writer = new BlockWriter(new DiskFiles(), _folder.Path, number);
            writer.BeginGroup();
            writer.AddSeries(Labels.From((Labels.MetricName, "m")), 0);
            writer.BeginSegment([.. Enumerable.Range(1, rows - 1).Select(row => Midnight + (long)(from * Hour) + row - 1), Midnight + (long)(to * Hour) - 1]);
            writer.AddColumn([.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())], []);
            writer.EndSegment();
            writer.Publish();
            _blocks.Add(Block.Open(new DiskFiles(), BlockFolder.PathOf(_folder.Path, number)));
        }
    }

    private IEnumerable<int> Next(double complete, double longest = 1000) =>
        CompactionPlan.Next(_blocks, Midnight + (long)(complete * Hour), (long)(longest * Hour)).Select(block => block.Meta.Number);
}
