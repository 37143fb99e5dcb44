using System.Diagnostics;
using System.Net.Sockets;
using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Probes.Files;
using Microsoft.Win32.SafeHandles;

namespace Lapwing.Tests.Probes.Files;

public sealed class FileProbeTests
{
    [Fact]
    public async Task The_headline_is_the_size_in_bytes()
    {
        await using var probed = new ProbedFolder("data.bin");
        probed.Folder.Write("data.bin", new string('x', 1234));

        var result = await probed.RunAsync();

        Assert.Null(result.Error);
        Assert.Equal(1234, result.Headline);
        Assert.Equal(1, result.Value(FileMetrics.Count));
        Assert.Equal(1234, result.Value(FileMetrics.LargestSize));
        Assert.Null(result.Notice);
    }

    [Fact]
    public async Task The_headline_of_a_pattern_is_the_sum_over_its_files()
    {
        await using var probed = new ProbedFolder("**/*.csv");
        probed.Folder.Write("a.csv", "12345");
        probed.Folder.Write("in/b.csv", "123");
        probed.Folder.Write("in/b.txt", "1");

        var result = await probed.RunAsync();

        Assert.Equal(8, result.Headline);
        Assert.Equal(2, result.Value(FileMetrics.Count));
        Assert.Equal(5, result.Value(FileMetrics.LargestSize));
    }

    [Fact]
    public async Task Age_is_that_of_the_newest_file()
    {
        await using var probed = new ProbedFolder("*.csv");
        var now = probed.Time.GetUtcNow().UtcDateTime;
        File.SetLastWriteTimeUtc(probed.Folder.Write("old.csv", ""), now.AddHours(-5));
        File.SetLastWriteTimeUtc(probed.Folder.Write("new.csv", ""), now.AddSeconds(-90.5));

        var result = await probed.RunAsync();

        Assert.Equal(90.5, result.Value(FileMetrics.Age));
        Assert.Equal((now.AddSeconds(-90.5) - DateTime.UnixEpoch).TotalSeconds, result.Value(FileMetrics.NewestModified));
    }

    [Fact]
    public async Task Growth_is_bytes_per_second_since_the_last_round()
    {
        await using var probed = new ProbedFolder("data");
        probed.Folder.Write("data", "12345");
        Assert.Null(await probed.RunAsync(FileMetrics.Growth));

        probed.Folder.Write("data", new string('x', 25));
        probed.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(5, await probed.RunAsync(FileMetrics.Growth));

        probed.Folder.Write("data", new string('x', 5));
        probed.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(-2, await probed.RunAsync(FileMetrics.Growth));
    }

    [Fact]
    public async Task A_missing_file_has_no_size_and_is_an_error()
    {
        await using var probed = new ProbedFolder("none.log");

        var result = await probed.RunAsync();

        Assert.Equal(ProbeErrorKind.Missing, result.Error?.Kind);
        Assert.Equal($"{probed.Target} does not exist.", result.Error?.Message);
        Assert.Null(result.Headline);
        Assert.Equal(0, result.Value(FileMetrics.Count));
        Assert.Null(result.Value(FileMetrics.LargestSize));
        Assert.Null(result.Value(FileMetrics.Age));
        Assert.Equal(new("min_files", "at least 1 file", "0 files"), Assert.Single(result.Evidence!.Failed));
    }

    [Fact]
    public async Task A_pattern_without_files_is_missing_unless_no_file_is_required()
    {
        await using var required = new ProbedFolder("*.csv");
        await using var allowed = new ProbedFolder("*.csv", Expecting(new() { MinFiles = 0 }));
        await using var allowedFile = new ProbedFolder("a.csv", Expecting(new() { MinFiles = 0 }));

        Assert.Equal(ProbeErrorKind.Missing, (await required.RunAsync()).Error?.Kind);
        Assert.Equal((null, 0), Outcome(await allowed.RunAsync()));
        Assert.Equal((null, null), Outcome(await allowedFile.RunAsync()));

        static (ProbeErrorKind?, double?) Outcome(ProbeResult result) => (result.Error?.Kind, result.Headline);
    }

    [Theory]
    [InlineData("pipe", "is a named pipe")]
    [InlineData("socket", "is a socket")]
    [InlineData("folder", "is a folder; to watch the files in it, write ")]
    [InlineData("loop", "symbolic links")]
    [InlineData("device", "is a device")]
    public async Task What_is_not_a_regular_file_is_unreadable_and_is_never_opened(string name, string message)
    {
        await using var probed = new ProbedFolder(name, ProbedFolder.Counting() with { Checksum = true });
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await MakeAsync(name, probed.Target, socket);

        var result = await probed.RunAsync();

        Assert.Equal(ProbeErrorKind.Unreadable, result.Error?.Kind);
        Assert.Contains(message, result.Error?.Message, StringComparison.Ordinal);
        Assert.Null(result.Headline);
        Assert.Empty(result.Evidence!.Failed);
    }

    [Fact]
    public async Task A_pattern_passes_over_what_is_not_a_regular_file()
    {
        await using var probed = new ProbedFolder("*", ProbedFolder.Counting() with { Checksum = true });
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        probed.Folder.Write("file", "123");
        foreach (var name in new[] { "pipe", "socket", "folder", "device" })
        {
            await MakeAsync(name, probed.Folder[name], socket);
        }

        Assert.Equal(1, await probed.RunAsync(FileMetrics.Count));
    }

    [Fact]
    public void Refused_permission_is_told_with_the_user_it_was_refused_to()
    {
        var problem = FileProblem.Of(Libc.PermissionDenied, "/secret");

        Assert.Equal(ProbeErrorKind.Unreadable, problem.Kind);
        Assert.Contains($"permission denied to the user {Environment.UserName}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_condition_that_does_not_hold_is_evidence_that_names_the_worst_file()
    {
        await using var probed = new ProbedFolder("*", Expecting(new()
        {
            MaxAge = TimeSpan.FromHours(1),
            MaxSize = new(10),
            MinSize = new(5),
            MaxFiles = 2,
        }));
        foreach (var (name, size) in new[] { ("a", 2), ("b", 20), ("c", 30), ("d", 7) })
        {
            var modified = probed.Time.GetUtcNow().UtcDateTime.AddHours(-size);
            File.SetLastWriteTimeUtc(probed.Folder.Write(name, new string('x', size)), modified);
        }

        var result = await probed.RunAsync();

        Assert.Equal(ProbeErrorKind.Expectation, result.Error?.Kind);
        Assert.Equal(59, result.Headline);
        Assert.Equal(
            [
                new("max_files", "at most 2 files", "4 files"),
                new("max_age", "changed within 1h", $"2h ago: {probed.Folder["a"]}"),
                new("max_size", "at most 10 B", $"30 B: {probed.Folder["c"]} and 1 file more"),
                new("min_size", "at least 5 B", $"2 B: {probed.Folder["a"]}"),
            ],
            result.Evidence!.Failed);
    }

    [Fact]
    public async Task Conditions_that_just_hold_are_healthy()
    {
        await using var probed = new ProbedFolder("*", Expecting(new()
        {
            MaxAge = TimeSpan.FromHours(1),
            MaxSize = new(7),
            MinSize = new(7),
            MinFiles = 1,
            MaxFiles = 1,
        }));
        File.SetLastWriteTimeUtc(probed.Folder.Write("a", "1234567"), probed.Time.GetUtcNow().UtcDateTime.AddHours(-1));

        Assert.Null((await probed.RunAsync()).Error);
    }

    [Fact]
    public async Task Fewer_files_than_required_are_an_unmet_expectation()
    {
        await using var probed = new ProbedFolder("*", Expecting(new() { MinFiles = 2 }));
        probed.Folder.Write("a", "");

        var result = await probed.RunAsync();

        Assert.Equal(ProbeErrorKind.Expectation, result.Error?.Kind);
        Assert.Equal(new("min_files", "at least 2 files", "1 file"), Assert.Single(result.Evidence!.Failed));
    }

    [Fact]
    public async Task Measurements_keep_their_order()
    {
        await using var probed = new ProbedFolder("log", ProbedFolder.Counting() with { Checksum = true });
        probed.Folder.Write("log", "");
        await probed.RunAsync();
        probed.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(
            [
                "file_count", "file_largest_size_bytes", "file_newest_modified_timestamp_seconds", "file_age_seconds", "access_count",
                "file_content_changes_total", "hits_total", "file_lines_cut_total", "file_growth_bytes_per_second",
            ],
            (await probed.RunAsync()).Measurements.ToArray().Select(measurement => measurement.Name));
    }

    [Fact]
    public async Task A_cancelled_round_throws_and_the_next_one_is_as_if_it_had_not_been()
    {
        await using var probed = new ProbedFolder("*", ProbedFolder.Counting());
        probed.Folder.Write("log", "");
        await probed.RunAsync();
        File.AppendAllText(probed.Folder["log"], "hit\n");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await probed.Probe.RunAsync(new(canceled: true)));

        Assert.Equal(1, await probed.RunAsync("hits_total"));
        Assert.Equal(ProbeErrorKind.Timeout, probed.Probe.TimedOut(TimeSpan.FromSeconds(3)).Error?.Kind);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("*")]
    public async Task While_the_file_system_hangs_rounds_end_by_their_token_and_begin_nothing_else(string path)
    {
        using var watcher = new HangingWatcher();
        await using var probed = new ProbedFolder(path, watcher: watcher);
        probed.Folder.Write("log", "text");

        for (var i = 0; i < 3; i++)
        {
            using var timeout = new CancellationTokenSource();
            var round = probed.Probe.RunAsync(timeout.Token);
            Assert.True(watcher.Hangs.Wait(ProbedFolder.Patience, TestContext.Current.CancellationToken));
            await timeout.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await round);
        }

        Assert.Equal(1, watcher.Calls);
        watcher.Answer();
        Assert.Equal(4, (await probed.RunAsync()).Headline);
    }

    [Fact]
    public async Task Five_hundred_rounds_on_files_that_come_and_go_leave_no_handle_open()
    {
        await using var probed = new ProbedFolder("*", ProbedFolder.Counting() with { Checksum = true });
        for (var i = 0; i < 500; i++)
        {
            Upset(probed.Folder, i);
            await probed.RunAsync();
            probed.Time.Advance(TimeSpan.FromSeconds(5));
        }

        foreach (var file in Directory.GetFiles(probed.Folder.Path))
        {
            File.Delete(file);
        }

        probed.Time.Advance(TimeSpan.FromMinutes(2));
        await probed.RunAsync();

        Assert.DoesNotContain(OpenFiles(), path => path.StartsWith(probed.Folder.Path, StringComparison.Ordinal));
    }

    private static FileConfig Expecting(FileExpectConfig expect) => new() { Path = "", Expect = expect };

    private static void Upset(TempFolder folder, int round)
    {
        var path = folder[$"log{round % 3}"];
        switch (round % 7)
        {
            case 0:
                File.AppendAllText(path, "hit\npart");
                break;
            case 1:
                File.Delete(path);
                break;
            case 2:
                Directory.CreateDirectory(folder["folder"]);
                break;
            case 3 when File.Exists(path):
                File.Move(path, path + "." + round, overwrite: true);
                break;
            case 4:
                File.WriteAllText(path, "");
                break;
            case 5:
                Directory.Delete(folder["folder"]);
                break;
            default:
                File.WriteAllText(path + ".new", "hit\n");
                File.Move(path + ".new", path, overwrite: true);
                break;
        }
    }

    private static IEnumerable<string> OpenFiles() =>
        Directory.GetFileSystemEntries("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget ?? "");

    private static async Task MakeAsync(string kind, string path, Socket socket)
    {
        switch (kind)
        {
            case "pipe":
                using (var process = Process.Start("mkfifo", path))
                {
                    await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                }

                break;
            case "socket":
                socket.Bind(new UnixDomainSocketEndPoint(path));
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            default:
                File.CreateSymbolicLink(path, kind == "device" ? "/dev/zero" : path);
                break;
        }
    }

    private sealed class HangingWatcher : IFileWatcher, IDisposable
    {
        private readonly ManualResetEventSlim _answer = new();
        private int _calls;

        public ManualResetEventSlim Hangs { get; } = new();

        public int Calls => _calls;

        public string? Limitation => null;

        public IFileWatch? Watch(string path, bool isFolder, IFileObserver observer, out string? problem)
        {
            Interlocked.Increment(ref _calls);
            Hangs.Set();
            _answer.Wait(ProbedFolder.Patience);
            problem = null;
            return null;
        }

        public IDisposable? PauseAccesses(SafeFileHandle file, FileIdentity identity) => null;

        public void Answer() => _answer.Set();

        public void Dispose()
        {
            _answer.Dispose();
            Hangs.Dispose();
        }
    }
}
