using CsCheck;
using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Tests.Chunks;

public sealed class RiceCodingTests
{
    private static readonly Gen<(int LowBits, ulong[] Numbers)> Blocks = Gen.Select(Gen.Int[0, RiceCoding.MaxLowBits], Gen.Int[1, ResidualBlock.Size])
        .SelectMany((lowBits, count) => Gen.Select(Gen.ULong, Gen.Int[0, RiceCoding.MaxQuotient]).Array[count].Select(parts =>
            (lowBits, parts.Select(part => (part.Item1 & ((1UL << lowBits) - 1)) | ((ulong)part.Item2 << lowBits)).ToArray())));

    [Fact]
    public void Numbers_come_back_and_take_as_many_bytes_as_foretold() => Blocks.Sample((lowBits, numbers) =>
    {
        var target = new byte[16 * 1024];
        var writer = new ByteWriter(target);
        RiceCoding.Write(ref writer, numbers, lowBits);
        writer.Byte(0xff);

        var read = new ulong[numbers.Length];
        var reader = new ByteReader(target.AsSpan(0, writer.Length));
        RiceCoding.Read(ref reader, read, lowBits);
        Assert.Equal(numbers, read);
        Assert.Equal(0xff, reader.Byte());
        Assert.InRange((8 * writer.Length) - RiceCoding.Bits(numbers, lowBits), 8, 8 + 14);
    });
}
