using CsCheck;
using Lapwing.Model;
using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Tests.Chunks;

public sealed class ValueChunkTests
{
    [Fact]
    public void Values_come_back_to_the_last_bit() => SomeValues.Any.Sample(values =>
    {
        var read = new double[values.Length];
        ValueChunk.Decode(Encode(values), read);
        Assert.Equal(Bits(values), Bits(read));
    }, iter: 3000);

    [Fact]
    public void No_chunk_is_larger_than_the_values() => SomeValues.Any.Sample(values =>
        Assert.InRange(Encode(values).Length, 1, ValueChunk.MaxSize(values.Length)));

    [Fact]
    public void The_longest_chunk_is_read_whole()
    {
        var values = new double[ValueChunk.MaxCount];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Sin(i);
        }

        var read = new double[values.Length];
        ValueChunk.Decode(Encode(values), read);
        Assert.Equal(values, read);
    }

    [Theory]
    [InlineData("a constant", 1, 0.2)]
    [InlineData("a counter with equal steps", 2, 0.2)]
    [InlineData("a counter", 2, 10)]
    [InlineData("a counter that begins anew", 2, 10)]
    [InlineData("a temperature", 2, 5)]
    [InlineData("bytes in pages", 2, 5)]
    [InlineData("a flag", 2, 0.5)]
    [InlineData("a temperature with gaps", 2, 6)]
    [InlineData("a ratio", 3, 60)]
    [InlineData("noise", 0, 64.1)]
    public void What_is_measured_takes_few_bits(string what, int encoding, double bits)
    {
        var values = Measured(what);

        var chunk = Encode(values);

        Assert.Equal((ValueEncoding)encoding, (ValueEncoding)chunk[0]);
        Assert.InRange(8.0 * chunk.Length / values.Length, 0, bits);
    }

    [Fact]
    public void An_unknown_encoding_is_refused()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => ValueChunk.Decode([77, 1, 2, 3], new double[2]));
        Assert.Contains("encoding 77", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_chunk_is_refused()
    {
        foreach (var what in new[] { "a constant", "a counter that begins anew", "a temperature with gaps", "a ratio", "noise" })
        {
            var values = Measured(what);
            var chunk = Encode(values);
            for (var length = 0; length < chunk.Length; length++)
            {
                Assert.Throws<InvalidDataException>(() => ValueChunk.Decode(chunk.AsSpan(0, length), new double[values.Length]));
            }
        }
    }

    /// <summary>A thousand values, the same in every run.</summary>
    private static double[] Measured(string what)
    {
        var random = new Random(1);
        var (level, values) = (0.0, new double[1000]);
        for (var i = 0; i < values.Length; i++)
        {
            level += random.Next(-3, 4);
            values[i] = what switch
            {
                "a constant" => 42.5,
                "a counter with equal steps" => 1e9 + (17 * i),
                "a counter" => (i == 0 ? 1e9 : values[i - 1]) + random.Next(100, 400),
                "a counter that begins anew" => i % 300 == 0 ? 0 : values[i - 1] + random.Next(100, 400),
                "a temperature" => Math.Round(20 + (level / 10), 1),
                "a temperature with gaps" => i % 100 == 50 ? StaleMarker.Value : Math.Round(20 + (level / 10), 1),
                "bytes in pages" => 1e9 + (4096 * level),
                "a flag" => i / 400 % 2,
                "a ratio" => 100_000.0 / (3_000_000 + i),
                _ => BitConverter.Int64BitsToDouble(random.NextInt64()),
            };
        }

        return values;
    }

    private static byte[] Encode(double[] values)
    {
        var target = new byte[ValueChunk.MaxSize(values.Length)];
        return target[..ValueChunk.Encode(values, target)];
    }

    private static IEnumerable<long> Bits(double[] values) => values.Select(BitConverter.DoubleToInt64Bits);
}
