using Lapwing.Config;
using Lapwing.Probes.Files;

namespace Lapwing.Tests.Probes.Files;

public sealed class ContentChangesTests
{
    private static readonly FileConfig WithChecksum = new() { Path = "", Checksum = true };

    [Fact]
    public async Task Other_content_is_a_change_and_the_same_content_written_anew_is_none()
    {
        await using var probed = new ProbedFolder("a", WithChecksum);
        probed.Folder.Write("a", "one");
        Assert.Equal(0, await ChangesAsync(probed));

        File.SetLastWriteTimeUtc(probed.Folder.Write("a", "one"), DateTime.UnixEpoch);
        Assert.Equal(0, await ChangesAsync(probed));

        File.SetLastWriteTimeUtc(probed.Folder.Write("a", "two"), DateTime.UnixEpoch.AddDays(1));
        Assert.Equal(1, await ChangesAsync(probed));
        Assert.Equal(1, await ChangesAsync(probed));
    }

    [Fact]
    public async Task A_file_put_in_the_place_of_another_is_compared_with_it()
    {
        await using var probed = new ProbedFolder("a", WithChecksum);
        probed.Folder.Write("a", "one");
        await ChangesAsync(probed);

        File.Move(probed.Folder.Write("b", "two"), probed.Target, overwrite: true);
        Assert.Equal(1, await ChangesAsync(probed));

        File.Delete(probed.Target);
        Assert.Equal(1, await ChangesAsync(probed));
        probed.Folder.Write("a", "three");
        Assert.Equal(2, await ChangesAsync(probed));
    }

    [Fact]
    public async Task A_file_that_joins_is_no_change()
    {
        await using var probed = new ProbedFolder("*", WithChecksum);
        probed.Folder.Write("a", "one");
        await ChangesAsync(probed);

        probed.Folder.Write("b", "two");
        Assert.Equal(0, await ChangesAsync(probed));
        probed.Folder.Write("b", "three");
        Assert.Equal(1, await ChangesAsync(probed));
    }

    [Fact]
    public async Task A_file_too_big_for_one_round_is_compared_after_several()
    {
        await using var probed = new ProbedFolder("big", WithChecksum);
        await using (var file = File.Create(probed.Target))
        {
            file.SetLength(600L << 20);
        }

        for (var i = 0; i < 2; i++)
        {
            Assert.Contains("goes on in the next round", (await probed.RunAsync()).Notice, StringComparison.Ordinal);
        }

        Assert.Null((await probed.RunAsync()).Notice);
    }

    private static Task<double?> ChangesAsync(ProbedFolder probed) => probed.RunAsync(FileMetrics.ContentChanges);
}
