using CsCheck;
using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Tests.Chunks;

public sealed class IntegerColumnTests
{
    [Fact]
    public void Any_integers_come_back() => SomeValues.AnyIntegers.Sample(values =>
    {
        var read = new long[values.Length];
        var reader = new ByteReader(Encode(values));
        IntegerColumn.Read(ref reader, read);
        Assert.Equal(values, read);
        Assert.True(reader.Rest.IsEmpty);
    }, iter: 3000);

    [Fact]
    public void Times_at_equal_distances_take_a_few_bytes_whatever_their_number() =>
        Assert.InRange(Encode([.. Enumerable.Range(0, 2000).Select(i => 1_760_000_000_000 + (15_000L * i))]).Length, 1, 64);

    [Fact]
    public void One_late_time_costs_a_few_bytes_more()
    {
        var times = Enumerable.Range(0, 2000).Select(i => 1_760_000_000_000 + (15_000L * i)).ToArray();
        times[700] += 3;
        Assert.InRange(Encode(times).Length, 1, 100);
    }

    private static byte[] Encode(long[] values)
    {
        var target = new byte[100 + (12 * values.Length)];
        var writer = new ByteWriter(target);
        IntegerColumn.Write(ref writer, [.. values]);
        Assert.False(writer.IsOverfull);
        return target[..writer.Length];
    }
}
