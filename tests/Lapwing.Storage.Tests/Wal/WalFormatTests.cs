using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Tests.Wal;

/// <summary>What stands on disks is not to change: these bytes may only be added to.</summary>
public sealed class WalFormatTests
{
    [Fact]
    public void A_segment_of_version_1_stays_as_it_is()
    {
        using var log = new WalFolder();
        using var writer = log.Writer();
        writer.Append(1, "hello"u8);
        writer.Append(255, []);

        Assert.Equal(
            "4c4150572d57414c01000000000000000000000000000000000000008633bf52b70120e805000000e79515ba68656c6c6fb7fff9ac00000000f9acd64a",
            Convert.ToHexStringLower(File.ReadAllBytes(log.Segment(1))));
    }

    [Fact]
    public void Segments_are_called_by_their_numbers()
    {
        Assert.Equal("00000001.wal", WalSegment.FileName(1));
        Assert.Equal("123456789.wal", WalSegment.FileName(123_456_789));
    }
}
