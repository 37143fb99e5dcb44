using CsCheck;
using Lapwing.Storage.Catalog;
using Lapwing.Storage.Files;
using Lapwing.Storage.Tests.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Tests.Catalog;

public sealed class CatalogWriterTests : IDisposable
{
    private readonly TestCatalog _catalog = new();

    public void Dispose() => _catalog.Dispose();

    /// <summary>Series of few or many labels, with a flush, a new process, or neither behind them, in segments of any size.</summary>
    [Fact]
    public void Series_come_back_as_they_were_added() => Gen.Select(
        Gen.Select(Gen.Int[0, 9].Array[0, 6], Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[0, 9]).Array[0, 60], Gen.Int[1, 2000]).Sample((steps, segmentSize) =>
    {
        using var catalog = new TestCatalog();
        var options = new WalOptions { SegmentSize = segmentSize };
        var added = new List<SomeSeries>();
        var adding = catalog.Add(options: options);
        foreach (var (values, group, column, then) in steps)
        {
            added.Add(adding.Series(string.Join(' ', values.Select((value, i) => $"l{i}=v{value}")), group, column));
            if (then > 1)
                continue;
            adding.Writer.Flush();
            if (then == 0)
                continue;
            adding.Dispose();
            adding = catalog.Add(options: options);
        }

        adding.Writer.Flush();
        adding.Dispose();
        var found = catalog.Read();
        Assert.Equal(added, found.Series);
        Assert.Equal(Enumerable.Range(0, added.Count), found.Series.Select(series => series.Number));
        Assert.Equal(new(1, found.Symbols.Count, added.Count), found.Report.End);
        AssertWhole(found.Report);
    }, iter: 200);

    [Fact]
    public void An_empty_catalog_holds_nothing()
    {
        Assert.Equal(new(1, 0, 0), _catalog.Read().Report.End);
        using var adding = _catalog.Add();
        adding.Writer.Flush();
        adding.Writer.Sync();
        Assert.Empty(_catalog.Read().Series);
    }

    [Fact]
    public void What_is_not_flushed_is_not_there()
    {
        using var adding = _catalog.Add();
        adding.Series("name=up");
        Assert.Empty(_catalog.Read().Series);

        adding.Writer.Flush();
        Assert.Single(_catalog.Read().Series);
    }

    /// <summary>However many are added at once, a flipped bit costs only those that share a record.</summary>
    [Fact]
    public void A_burst_of_series_is_split_into_records()
    {
        using var adding = _catalog.Add();
        for (var i = 0; i < 20_000; i++)
        {
            adding.Series($"name=m{i} job=shop", column: i);
        }

        adding.Writer.Flush();
        var log = WalReader.Recover(new DiskFiles(), _catalog.Generation(1));
        while (log.MoveNext())
        {
            Assert.InRange(log.Payload.Length, 1, CatalogRecord.FullSize + 100);
        }

        Assert.Equal(20_000, _catalog.Read().Series.Count);
    }

    [Fact]
    public void The_longest_symbol_and_the_most_labels_come_back_and_more_is_refused()
    {
        using var adding = _catalog.Add();
        var longest = new string('a', CatalogRecord.MaxSymbolSize);
        var most = string.Join(' ', Enumerable.Range(0, CatalogRecord.MaxLabels - 1).Select(i => $"l{i}=v{i}").Append($"z={longest}"));
        adding.Series(most);
        adding.Writer.Flush();

        Assert.Equal(most, Assert.Single(_catalog.Read().Series).Labels);
        Assert.Throws<ArgumentOutOfRangeException>(() => adding.Writer.AddSymbol(new byte[CatalogRecord.MaxSymbolSize + 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => adding.Writer.AddSeries(new LabelRef[CatalogRecord.MaxLabels + 1], 0, 0));
    }

    [Fact]
    public void A_catalog_may_go_on_above_what_it_knows_to_be_there()
    {
        var before = _catalog.Read();
        using var writer = new CatalogWriter(new DiskFiles(), _catalog.Path, new(), before.Report.End with { Series = 7 });
        Assert.Equal(7, writer.AddSeries([], 0, 0));
        writer.Flush();

        var found = _catalog.Read();
        Assert.Equal(7, Assert.Single(found.Series).Number);
        Assert.Equal((7, new CatalogEnd(1, 0, 8)), (found.Report.LostSeries, found.Report.End));
    }

    [Fact]
    public void Syncing_brings_the_log_to_the_disk()
    {
        var files = new SyncedFiles();
        using var adding = _catalog.Add(files);
        adding.Series("name=up");
        adding.Writer.Flush();
        adding.Writer.Sync();

        Assert.Equal(["folder", "00000001.wal"], files.Synced);
    }

    [Fact]
    public void Adding_allocates_nothing_in_the_steady_state()
    {
        using var adding = _catalog.Add();
        Add();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Add();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Add()
        {
            for (var i = 0; i < 1000; i++)
            {
                var symbol = adding.Writer.AddSymbol("some"u8);
                adding.Writer.AddSeries([new(symbol, symbol), new(0, symbol)], i, i);
            }

            adding.Writer.Flush();
        }
    }

    /// <summary>Lets every operation fail in turn, alone and with those behind it, while series are added in batches.</summary>
    [Theory]
    [InlineData(FsyncMode.Interval, 1)]
    [InlineData(FsyncMode.Interval, 2)]
    [InlineData(FsyncMode.Interval, 5)]
    [InlineData(FsyncMode.Always, 1)]
    [InlineData(FsyncMode.Always, 2)]
    [InlineData(FsyncMode.Always, 3)]
    [InlineData(FsyncMode.Always, 5)]
    internal void Whatever_fails_each_series_is_there_once_when_a_flush_succeeds(FsyncMode sync, int failures)
    {
        var kinds = new HashSet<string>();
        for (var at = 1; ; at++)
        {
            using var catalog = new TestCatalog();
            var files = new FaultyFiles(new DiskFiles(), at, failures);
            AddInBatches(catalog, files, new() { SegmentSize = 100, Sync = sync });
            if (files.Failed is null)
                break;
            kinds.Add(files.Failed);
        }

        Assert.Equal(
            sync == FsyncMode.Always ? ["append", "create", "create folder", "list", "sync", "sync folder"] : ["append", "create", "create folder", "list"],
            kinds.Order(StringComparer.Ordinal));
    }

    private static void AddInBatches(TestCatalog catalog, FaultyFiles files, WalOptions options)
    {
        var before = catalog.Read();
        using var adding = Attempt.Of<CatalogAdding>(() => catalog.Add(before, files, options)) ?? catalog.Add(before, options: options);
        var added = new List<SomeSeries>();
        var flushed = 0;
        for (var i = 0; i < 12; i++)
        {
            added.Add(adding.Series($"name=m{i} job=shop{i / 4}", group: 1, column: i));
            if (i % 3 == 2 && Attempt.Of(adding.Writer.Flush))
                flushed = added.Count;
            var found = catalog.Read();
            Assert.Equal(added.Take(found.Series.Count), found.Series);
            Assert.InRange(found.Series.Count, flushed, added.Count);
        }

        while (!Attempt.Of(adding.Writer.Flush))
        {
        }

        Assert.Equal(added, catalog.Read().Series);
        Assert.Equal(0, catalog.Read().Report.LostSeries);
    }

    private static void AssertWhole(CatalogReport report) =>
        Assert.Equal((0, 0, 0, 0), (report.Damage.Count, report.LostSymbols, report.LostSeries, report.StrangeRecords));
}
