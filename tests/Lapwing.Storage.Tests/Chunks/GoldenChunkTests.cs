using Lapwing.Model;
using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Tests.Chunks;

/// <summary>Chunks as earlier versions wrote them, which every version reads. There may only be more of them.</summary>
public sealed class GoldenChunkTests
{
    private const double Third = 1 / 3.0;

    public static TheoryData<string, string, double[]> Chunks => new()
    {
        { "raw", "00-9A-99-99-99-99-99-B9-3F-18-2D-44-54-FB-21-09-40", [0.1, Math.PI] },
        { "constant", "01-00-00-00-00-00-40-45-40", [42.5, 42.5, 42.5] },
        { "delta with a unit", "02-00-05-D0-0F-03-40-0C-BB-BB-BB-01", [.. Enumerable.Range(0, 20).Select(i => 1000.0 + (17 * i) + (i % 3))] },
        {
            "others", "02-81-02-02-00-01-01-00-00-00-00-00-00-F8-FF-00-92-03-40-02-3E-A4",
            [20.1, 20.2, StaleMarker.Value, 20.2, double.NaN, 20.4, 20.3, 20.1]
        },
        {
            "far off", "02-00-04-00-80-20-85-00-01-07-B1-C2-D7-2F-20-90-04-33-01-20-92-0C-BF-49-44",
            [.. Enumerable.Range(0, 12).Select(i => 4096.0 * ((i * i) + (i == 7 ? 100_000_000 : 0)))]
        },
        {
            "xor", "03-55-55-55-55-55-55-D5-3F-56-E8-55-76-03",
            [Third, Third, 2 * Third, 2 * Third, 4 * Third, Third, 2 * Third, Third]
        },
    };

    [Theory]
    [MemberData(nameof(Chunks))]
    public void What_was_written_once_is_read(string what, string chunk, double[] values)
    {
        var read = new double[values.Length];
        ValueChunk.Decode(Convert.FromHexString(chunk.Replace("-", "", StringComparison.Ordinal)), read);
        Assert.True(values.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(read.Select(BitConverter.DoubleToInt64Bits)), what);
    }

    [Fact]
    public void The_numbers_of_encodings_and_transforms_are_for_ever()
    {
        Assert.Equal([(0, "Raw"), (1, "Constant"), (2, "Decimal"), (3, "Xor")], Enum.GetValues<ValueEncoding>().Select(value => ((int)value, $"{value}")));
        Assert.Equal([(0, "Value"), (1, "Delta"), (2, "DeltaOfDelta")], Enum.GetValues<ColumnTransform>().Select(value => ((int)value, $"{value}")));
    }
}
