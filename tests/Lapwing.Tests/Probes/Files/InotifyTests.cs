using Lapwing.Probes;
using Lapwing.Probes.Files;
using Microsoft.Win32.SafeHandles;

namespace Lapwing.Tests.Probes.Files;

public sealed class InotifyTests
{
    [Fact]
    public async Task A_change_is_told_without_a_round()
    {
        await using var probed = new ProbedFolder("app.log");
        probed.Folder.Write("app.log", "");
        await probed.RunAsync();
        var changed = probed.Changed;

        File.AppendAllText(probed.Target, "more");

        await changed;
    }

    [Theory]
    [InlineData("made")]
    [InlineData("deleted")]
    [InlineData("renamed away")]
    [InlineData("replaced")]
    [InlineData("touched")]
    public async Task Whatever_happens_to_the_file_is_told(string what)
    {
        await using var probed = new ProbedFolder("app.log");
        if (what != "made")
            probed.Folder.Write("app.log", "");

        probed.Folder.Write("other", "");
        await probed.RunAsync();
        var changed = probed.Changed;

        switch (what)
        {
            case "made":
                File.Create(probed.Target).Dispose();
                break;
            case "deleted":
                File.Delete(probed.Target);
                break;
            case "renamed away":
                File.Move(probed.Target, probed.Folder["old"]);
                break;
            case "replaced":
                File.Move(probed.Folder["other"], probed.Target, overwrite: true);
                break;
            default:
                File.SetLastWriteTimeUtc(probed.Target, DateTime.UnixEpoch);
                break;
        }

        await changed;
    }

    [Fact]
    public async Task A_pattern_hears_of_a_new_file_in_a_new_folder()
    {
        await using var probed = new ProbedFolder("**/*.csv");
        await probed.RunAsync();
        var made = probed.Changed;
        Directory.CreateDirectory(probed.Folder["in"]);
        await made;
        await probed.RunAsync();

        var written = probed.Changed;
        probed.Folder.Write("in/a.csv", "1");
        await written;

        Assert.Equal(1, (await probed.RunAsync()).Headline);
    }

    [Fact]
    public async Task Many_changes_are_one_signal_until_the_next_round()
    {
        await using var probed = new ProbedFolder("a");
        var notices = new Notices(probed.Folder);
        probed.Folder.Write("a", "");
        await probed.RunAsync();
        var signals = 0;
        probed.Probe.Changed += () => signals++;

        for (var i = 0; i < 10; i++)
        {
            File.AppendAllText(probed.Target, "x");
        }

        await notices.AllToldAsync();
        Assert.Equal(1, signals);

        await probed.RunAsync();
        File.AppendAllText(probed.Target, "x");
        await notices.AllToldAsync();
        Assert.Equal(2, signals);
    }

    [Fact]
    public async Task Other_files_in_the_folder_and_accesses_are_no_change()
    {
        await using var probed = new ProbedFolder("a");
        var notices = new Notices(probed.Folder);
        probed.Folder.Write("a", "text");
        await probed.RunAsync();
        var signals = 0;
        probed.Probe.Changed += () => signals++;

        File.ReadAllText(probed.Target);
        probed.Folder.Write("b", "other");
        await notices.AllToldAsync();

        Assert.Equal(0, signals);
    }

    [Fact]
    public async Task Opens_and_reads_by_others_are_counted_since_the_last_round()
    {
        await using var probed = new ProbedFolder("a");
        var notices = new Notices(probed.Folder);
        probed.Folder.Write("a", "text");
        Assert.Equal(0, await probed.RunAsync(FileMetrics.AccessCount));

        for (var i = 0; i < 3; i++)
        {
            File.ReadAllText(probed.Target);
        }

        await notices.AllToldAsync();
        Assert.InRange((await probed.RunAsync(FileMetrics.AccessCount))!.Value, 3 * 2, 3 * 10);
        Assert.Equal(0, await probed.RunAsync(FileMetrics.AccessCount));
    }

    [Fact]
    public async Task Our_own_opens_and_reads_are_not_counted_not_even_by_another_probe_of_the_file()
    {
        await using var probed = new ProbedFolder("a", ProbedFolder.Counting() with { Checksum = true });
        var notices = new Notices(probed.Folder);
        await using var cpu = new CpuPool(workers: 1);
        await using var other = new FileProbe(new() { Path = probed.Folder["?"], Checksum = true }, cpu, probed.Time);
        using var writer = new StreamWriter(probed.Target) { AutoFlush = true };
        await probed.RunAsync();
        await other.RunAsync(TestContext.Current.CancellationToken);

        for (var i = 1; i <= 20; i++)
        {
            writer.Write("hit\n");
            Assert.Equal(i, await probed.RunAsync("hits_total"));
            await other.RunAsync(TestContext.Current.CancellationToken);
            await notices.AllToldAsync();
            Assert.Equal(0, await probed.RunAsync(FileMetrics.AccessCount));
            Assert.Equal(0, (await other.RunAsync(TestContext.Current.CancellationToken)).Value(FileMetrics.AccessCount));
        }

        File.ReadAllText(probed.Target);
        await notices.AllToldAsync();
        Assert.NotEqual(0, await probed.RunAsync(FileMetrics.AccessCount));
    }

    [Fact]
    public async Task A_file_that_is_replaced_is_watched_again()
    {
        await using var probed = new ProbedFolder("a");
        var notices = new Notices(probed.Folder);
        for (var i = 0; i < 5; i++)
        {
            File.Delete(probed.Target);
            probed.Folder.Write("a", "text");
            await notices.AllToldAsync();
            await probed.RunAsync();
            await probed.RunAsync();

            File.ReadAllText(probed.Target);
            await notices.AllToldAsync();
            Assert.NotEqual(0, await probed.RunAsync(FileMetrics.AccessCount));
        }
    }

    [Fact]
    public async Task When_Linux_allows_no_more_watches_the_size_is_still_measured_and_the_setting_to_raise_is_named()
    {
        await using var probed = new ProbedFolder("a", watcher: new FullWatcher());
        probed.Folder.Write("a", "text");

        var result = await probed.RunAsync();

        Assert.Equal(4, result.Headline);
        Assert.Null(result.Error);
        Assert.Null(result.Value(FileMetrics.AccessCount));
        Assert.Contains("fs.inotify.max_user_watches", result.Notice, StringComparison.Ordinal);
        Assert.NotNull((await probed.RunAsync()).Notice);
    }

    [Fact]
    public async Task On_other_systems_it_is_said_once_that_accesses_are_not_measured()
    {
        await using var probed = new ProbedFolder("a", ProbedFolder.Counting(), new NoFileWatcher("This is Plan 9."));
        probed.Folder.Write("a", "text");

        var result = await probed.RunAsync();

        Assert.Null(result.Value(FileMetrics.AccessCount));
        Assert.StartsWith("This is Plan 9. So access_count is not measured", result.Notice, StringComparison.Ordinal);
        Assert.Null((await probed.RunAsync()).Notice);
    }

    [Fact]
    public void Events_are_read_one_after_the_other_with_and_without_a_name()
    {
        byte[] bytes =
        [
            .. BitConverter.GetBytes(7), .. BitConverter.GetBytes(InotifyEvent.Created | InotifyEvent.IsFolder), 0, 0, 0, 0,
            .. BitConverter.GetBytes(8), .. "sub\0\0\0\0\0"u8,
            .. BitConverter.GetBytes(9), .. BitConverter.GetBytes(InotifyEvent.Modified), 0, 0, 0, 0, 0, 0, 0, 0,
        ];
        ReadOnlySpan<byte> notices = bytes;

        Assert.True(InotifyEvent.TryTake(ref notices, out var first));
        Assert.True(InotifyEvent.TryTake(ref notices, out var second));
        Assert.False(InotifyEvent.TryTake(ref notices, out _));
        Assert.Equal(new(7, InotifyEvent.Created | InotifyEvent.IsFolder, "sub"), first);
        Assert.Equal(new(9, InotifyEvent.Modified, null), second);
    }

    [Fact]
    public async Task A_watch_ends_with_its_last_subscriber_or_its_file()
    {
        using var folder = new TempFolder();
        using var inotify = (Inotify)Inotify.Start();
        var observer = new Observer();
        var path = folder.Write("a", "");
        var first = inotify.Watch(path, isFolder: false, new Observer(), out _)!;
        var second = inotify.Watch(path, isFolder: false, observer, out _)!;

        first.Dispose();
        Assert.True(second.IsAlive);
        File.Delete(path);
        await new Notices(folder, inotify).AllToldAsync();
        Assert.False(second.IsAlive);

        Assert.Null(inotify.Watch(path, isFolder: false, observer, out var problem));
        Assert.Null(problem);
    }

    private sealed class Observer : IFileObserver
    {
        private readonly TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Changed => _changed.Task;

        public void OnAccess()
        {
        }

        public void OnChange(string path, bool isFolder) => _changed.TrySetResult();
    }

    /// <summary>Notices come in order: when that of a change made now has come, all before it have come.</summary>
    private sealed class Notices(TempFolder folder, IFileWatcher? watcher = null)
    {
        private readonly string _path = folder.Write(".flush", "");

        public async Task AllToldAsync()
        {
            var observer = new Observer();
            using var watch = (watcher ?? Inotify.Shared).Watch(_path, isFolder: false, observer, out _);
            File.AppendAllText(_path, "x");
            await observer.Changed.WaitAsync(ProbedFolder.Patience, TestContext.Current.CancellationToken);
        }
    }

    private sealed class FullWatcher : IFileWatcher
    {
        public string? Limitation => null;

        public IFileWatch? Watch(string path, bool isFolder, IFileObserver observer, out string? problem)
        {
            problem = Inotify.Refusal(Libc.NoSpace, path);
            return null;
        }

        public IDisposable? PauseAccesses(SafeFileHandle file, FileIdentity identity) => null;
    }
}
