using Lapwing.Probes;
using Lapwing.Probes.Files;

namespace Lapwing.Tests.Probes.Files;

public sealed class FileScanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_pattern_finds_files_at_any_depth_and_no_folders()
    {
        _folder.Write("a.log", "1");
        _folder.Write("x/b.log", "22");
        _folder.Write("x/y/c.log", "333");
        _folder.Write("x/y/c.txt", "");
        Directory.CreateDirectory(_folder["x/folder.log"]);

        Assert.Equal(["a.log", "x/b.log", "x/y/c.log"], Find("**/*.log"));
    }

    [Fact]
    public void Only_folders_that_can_match_are_looked_into()
    {
        _folder.Write("a/in/1.csv", "");
        _folder.Write("b/in/2.csv", "");
        _folder.Write("a/out/deep/3.csv", "");

        var scan = Scan("?/in/*.csv");

        Assert.Equal(2, scan.Files.Count);
        Assert.Equal([".", "a", "a/in", "b", "b/in"], scan.Folders.Select(Relative).Order());
    }

    [Fact]
    public void A_loop_of_links_ends()
    {
        _folder.Write("a/1.log", "");
        Directory.CreateSymbolicLink(_folder["a/up"], _folder.Path);

        Assert.Equal(["a/1.log"], Find("**/*.log"));
        Assert.Equal(["a/up/a/1.log"], Find("*/up/*/*.log"));
    }

    [Fact]
    public void A_file_with_several_names_counts_once()
    {
        _folder.Write("a.log", "123");
        File.CreateSymbolicLink(_folder["b.log"], _folder["a.log"]);

        Assert.Single(Scan("*.log").Files);
    }

    [Fact]
    public void What_is_named_by_a_link_is_what_the_link_leads_to()
    {
        File.CreateSymbolicLink(_folder["a.log"], _folder.Write("elsewhere/data", "12345"));
        File.CreateSymbolicLink(_folder["dangling.log"], _folder["nowhere"]);

        Assert.Equal(5, Assert.Single(Scan("*.log").Files).Status.Size);
    }

    [Fact]
    public void A_folder_that_cannot_be_read_is_mentioned_and_the_others_are_searched()
    {
        _folder.Write("good/in/1.csv", "");
        Directory.CreateSymbolicLink(_folder["loop"], _folder["loop"]);
        Directory.CreateDirectory(_folder["bad"]);
        File.CreateSymbolicLink(_folder["bad/2.csv"], _folder["loop"]);

        var scan = Scan("*/**/*.csv");

        Assert.Equal(["good/in/1.csv"], scan.Files.Select(file => Relative(file.Path)));
        Assert.Contains("bad/2.csv", Assert.Single(scan.Problems).Message, StringComparison.Ordinal);
        Assert.Equal(ProbeErrorKind.Unreadable, scan.Problems[0].Kind);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_no_problem()
    {
        _folder.Write("file", "");

        Assert.Empty(Scan("none/*/x").Problems);
        Assert.Empty(Scan("[f]ile/x/*.log").Problems);
        Assert.Empty(Scan("file/*.log").Problems);
    }

    [Fact]
    public void Ten_thousand_files_are_the_most()
    {
        for (var i = 0; i <= FileScan.MaxFiles; i++)
        {
            File.Create(_folder[$"{i}.x"]).Dispose();
        }

        var scan = Scan("*.x");

        Assert.True(scan.IsCutShort);
        Assert.Equal(FileScan.MaxFiles, scan.Files.Count);
        File.Delete(_folder["0.x"]);
        Assert.False(Scan("*.x").IsCutShort);
    }

    [Fact]
    public void A_scan_can_be_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => FileScan.OfPattern(new(_folder["**/*"]), new CancellationToken(canceled: true)));

    public void Dispose() => _folder.Dispose();

    private FileScan Scan(string pattern) => FileScan.OfPattern(new(_folder[pattern]), TestContext.Current.CancellationToken);

    private IEnumerable<string> Find(string pattern) => Scan(pattern).Files.Select(file => Relative(file.Path)).Order();

    private string Relative(string path) => Path.GetRelativePath(_folder.Path, path);
}
