using Lapwing.Storage.Catalog;
using Lapwing.Storage.Files;
using Lapwing.Storage.Tests.Files;
using Lapwing.Storage.Tests.Wal;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Tests.Catalog;

public sealed class CatalogReaderTests : IDisposable
{
    private const int Batches = 5;

    private readonly TestCatalog _catalog = new();

    public void Dispose() => _catalog.Dispose();

    /// <summary>Every batch is a record of symbols and one of series; the last of its series has only symbols of the first batch.</summary>
    [Fact]
    public void A_flipped_bit_costs_the_series_of_its_record_or_those_with_its_symbols_and_renumbers_none()
    {
        var added = AddBatches();
        var offsets = Offsets();
        var whole = File.ReadAllBytes(_catalog.Segment(1));
        for (var at = WalSegment.HeaderSize; at < whole.Length; at++)
        {
            var flipped = whole.ToArray();
            flipped[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(_catalog.Segment(1), flipped);
            var hit = offsets.FindLastIndex(offset => offset <= at);
            var (batch, isOfSymbols) = (hit / 2, hit % 2 == 0);

            var found = _catalog.Read();

            Assert.Equal(added.Where((_, i) => !IsLost(i, batch, isOfSymbols)), found.Series);
            Assert.Single(found.Report.Damage);
            var atEnd = hit == offsets.Count - 1;
            Assert.Equal(atEnd ? 0 : added.Count - found.Series.Count, found.Report.LostSeries);
            Assert.Equal(added.Count - (atEnd ? 3 : 0), found.Report.End.Series);
        }

        static bool IsLost(int series, int batch, bool isOfSymbols) =>
            isOfSymbols ? (batch == 0 || (series / 3 == batch && series % 3 < 2)) : series / 3 == batch;
    }

    [Fact]
    public void Every_prefix_yields_the_series_of_its_whole_records()
    {
        var added = AddBatches();
        var offsets = Offsets();
        var whole = File.ReadAllBytes(_catalog.Segment(1));
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(_catalog.Segment(1), whole[..length]);
            var batches = offsets.Append(whole.Length).Skip(1).Count(end => end <= length) / 2;

            var found = _catalog.Read();

            Assert.Equal(added.Take(3 * batches), found.Series);
            Assert.Equal((0L, 3 * batches), (found.Report.LostSeries, found.Report.End.Series));
        }
    }

    [Fact]
    public void What_is_added_after_damage_keeps_clear_of_the_numbers_that_are_lost()
    {
        var added = AddBatches();
        var whole = File.ReadAllBytes(_catalog.Segment(1));
        whole[Offsets()[2] + 15] ^= 1;
        File.WriteAllBytes(_catalog.Segment(1), whole);

        using (var adding = _catalog.Add())
        {
            added.Add(adding.Series("name=after job=shop0"));
            adding.Writer.Flush();
        }

        var found = _catalog.Read();
        Assert.Equal(added.Where((_, i) => i is not (3 or 4)), found.Series);
        Assert.Equal(3 * Batches, found.Series[^1].Number);
    }

    [Fact]
    public void A_missing_segment_costs_the_series_in_it()
    {
        using (var adding = _catalog.Add(options: new() { SegmentSize = 1 }))
        {
            adding.Series("name=up");
            adding.Writer.Flush();
            adding.Series("name=up", column: 1);
            adding.Writer.Flush();
        }

        File.Delete(_catalog.Segment(2));
        Assert.Equal(1, Assert.Single(_catalog.Read().Series).Column);

        File.Delete(_catalog.Segment(1));
        var report = _catalog.Read().Report;
        Assert.Equal("segments 1 to 2 are missing", $"{Assert.Single(report.Damage)}");
        Assert.Equal((0, 2), (report.LostSymbols, report.LostSeries));
    }

    [Fact]
    public void A_record_that_stands_there_twice_is_read_once()
    {
        AddBatches();
        var records = Records();
        using (var writer = new WalWriter(new DiskFiles(), _catalog.Generation(1), new()))
        {
            records.ForEach(record => writer.Append(record.Record.Type, record.Record.Payload));
        }

        var found = _catalog.Read();
        Assert.Equal(3 * Batches, found.Series.Count);
        Assert.Equal((0L, 3 * Batches), (found.Report.LostSeries, found.Report.End.Series));
    }

    [Theory]
    [InlineData(9, new byte[] { 0 })]
    [InlineData(1, new byte[] { })]
    [InlineData(1, new byte[] { 0, 9, 1 })]
    [InlineData(2, new byte[] { 0, 1 })]
    [InlineData(2, new byte[] { 0, 1, 0, 0, 1 })]
    [InlineData(2, new byte[] { 0, 1, 1, 0, 0, 1, 0, 0 })]
    [InlineData(2, new byte[] { 0, 1, 0, 1, 0, 1, 0, 0 })]
    [InlineData(2, new byte[] { 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0 })]
    [InlineData(2, new byte[] { 0, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0 })]
    public void A_whole_record_that_makes_no_sense_is_passed_over(byte type, byte[] payload)
    {
        using (var writer = new WalWriter(new DiskFiles(), _catalog.Generation(1), new()))
        {
            writer.Append(type, payload);
        }

        using var adding = _catalog.Add();
        var added = adding.Series("name=up");
        adding.Writer.Flush();

        var found = _catalog.Read();
        Assert.Equal([added], found.Series);
        Assert.Equal(1, found.Report.StrangeRecords);
    }

    [Fact]
    public void A_folder_that_cannot_be_read_is_an_error_with_its_path()
    {
        var error = Assert.Throws<WalException>(() => CatalogContents.Of(new FaultyFiles(new DiskFiles(), failFrom: 1), _catalog.Path));

        Assert.Contains($"The folder {_catalog.Path} of the catalog cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_allocates_nothing_for_a_series()
    {
        using (var adding = _catalog.Add())
        {
            for (var i = 0; i < 20_000; i++)
            {
                adding.Series("name=up job=shop", column: i);
            }

            adding.Writer.Flush();
        }

        var sink = new CountingSink();
        var before = GC.GetAllocatedBytesForCurrentThread();
        CatalogReader.Recover(new DiskFiles(), _catalog.Path, sink);

        // The segment is in memory; nothing is that grows with the series.
        var segment = new FileInfo(_catalog.Segment(1)).Length;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, segment, segment + 10_000);
        Assert.Equal(20_000, sink.Series);
    }

    private List<SomeSeries> AddBatches()
    {
        using var adding = _catalog.Add();
        var added = new List<SomeSeries>();
        for (var batch = 0; batch < Batches; batch++)
        {
            added.Add(adding.Series($"name=up job=shop{batch}", batch, 0));
            added.Add(adding.Series($"name=up job=shop{batch} code=200", batch, 1));
            added.Add(adding.Series("name=up job=shop0", batch, 2));
            adding.Writer.Flush();
        }

        return added;
    }

    private List<(WalPosition Position, SomeRecord Record)> Records()
    {
        var reader = WalReader.Recover(new DiskFiles(), _catalog.Generation(1));
        var records = new List<(WalPosition, SomeRecord)>();
        while (reader.MoveNext())
        {
            records.Add((reader.Position, new(reader.Type, reader.Payload.ToArray())));
        }

        return records;
    }

    private List<int> Offsets() => [.. Records().Select(record => record.Position.Offset)];

    private sealed class CountingSink : ICatalogSink
    {
        public int Series { get; private set; }

        public void OnSymbol(int id, ReadOnlySpan<byte> utf8)
        {
        }

        public void OnSeries(int number, ReadOnlySpan<LabelRef> labels, int group, int column) => Series++;
    }
}
