using CsCheck;
using Lapwing.Storage.Head;
using Lapwing.Storage.Recovery;

namespace Lapwing.Storage.Tests.Recovery;

public sealed class BatchRecordTests
{
    private static readonly Gen<(int Group, int Column, long Time, double Value)> Sample = Gen.Select(
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, int.MaxValue]),
        Gen.OneOf(Gen.Int[0, 20], Gen.Int[0, int.MaxValue]),
        Gen.OneOf(Gen.Long[0, 3], Gen.Long),
        Gen.OneOf(Gen.Double, Gen.Const(double.NaN)));

    [Fact]
    public void What_was_written_is_read() => Sample.List[0, 60].Sample(samples =>
    {
        var written = new Batch();
        foreach (var (group, column, time, value) in samples)
        {
            written.Add(group, column, time, value);
        }

        var record = new byte[BatchRecord.MaxSize(written)];
        var read = new Batch();
        BatchRecord.Read(record.AsSpan(0, BatchRecord.Write(written, record)), read);
        Assert.Equal(Samples(written), Samples(read));
        Assert.Equal(samples.Select(sample => (sample.Group, sample.Column, sample.Time, BitConverter.DoubleToInt64Bits(sample.Value))), Samples(read));
    });

    [Fact]
    public void A_batch_of_all_series_of_a_target_takes_little_more_than_its_values()
    {
        var batch = new Batch();
        for (var column = 0; column < 1000; column++)
        {
            batch.Add(group: 5, column, 1_700_000_000_000, column);
        }

        Assert.Equal(8000 + 1 + 6 + 2, BatchRecord.Write(batch, new byte[BatchRecord.MaxSize(batch)]));
    }

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 1, 2, 3, 4 })]
    [InlineData(new byte[] { 1, 2, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void What_is_no_batch_is_refused(byte[] record) =>
        Assert.Throws<InvalidDataException>(() => BatchRecord.Read(record, new Batch()));

    private static List<(int, int, long, long)> Samples(Batch batch)
    {
        var samples = new List<(int, int, long, long)>();
        foreach (var run in batch.Runs)
        {
            for (var i = 0; i < run.Count; i++)
            {
                samples.Add((run.Group, batch.ColumnsOf(run)[i], run.Time, BitConverter.DoubleToInt64Bits(batch.ValuesOf(run)[i])));
            }
        }

        return samples;
    }
}
