using Lapwing.Storage.Files;

namespace Lapwing.Storage.Tests.Files;

public sealed class Crc32CTests
{
    /// <summary>The vectors of RFC 3720, B.4, and the usual check.</summary>
    [Fact]
    public void It_gives_what_the_standard_says()
    {
        Assert.Equal(0u, Crc32C.Of([]));
        Assert.Equal(0xe3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8a9136aau, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62a8ab43u, Crc32C.Of([.. Enumerable.Repeat((byte)0xff, 32)]));
        Assert.Equal(0x46dd794eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
    }

    [Fact]
    public void It_can_be_continued()
    {
        var bytes = "the quick brown fox jumps over the lazy dog"u8;
        for (var i = 0; i <= bytes.Length; i++)
        {
            Assert.Equal(Crc32C.Of(bytes), Crc32C.Of(bytes[i..], Crc32C.Of(bytes[..i])));
        }
    }
}
