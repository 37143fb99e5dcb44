using System.Text;
using Lapwing.Probes.Files;

namespace Lapwing.Tests.Probes.Files;

public sealed class LineCountingTests : IAsyncDisposable
{
    private readonly ProbedFolder _probed = new("app.log", ProbedFolder.Counting());

    private string Log => _probed.Target;

    [Fact]
    public async Task Lines_that_are_there_at_first_are_not_counted()
    {
        Append("hit\nhit\n");
        Assert.Equal(0, await HitsAsync());

        Append("hit\nmiss\nhit\n");
        Assert.Equal(2, await HitsAsync());
    }

    [Fact]
    public async Task A_file_that_appears_later_is_read_from_its_beginning()
    {
        Assert.Equal(0, await HitsAsync());

        Append("hit\nhit\n");
        Assert.Equal(2, await HitsAsync());
    }

    [Fact]
    public async Task A_line_counts_once_and_when_its_end_has_come()
    {
        Append("");
        await HitsAsync();
        Append("h");
        Assert.Equal(0, await HitsAsync());
        Append("it and");
        Assert.Equal(0, await HitsAsync());
        Append(" hit again\n");
        Assert.Equal(1, await HitsAsync());
        Assert.Equal(1, await HitsAsync());
    }

    [Fact]
    public async Task A_line_that_is_unfinished_at_first_counts_as_a_whole_when_it_ends()
    {
        Append("hit\nhi");
        await HitsAsync();

        Append("t\n");
        Assert.Equal(1, await HitsAsync());
    }

    [Fact]
    public async Task After_a_rotation_the_rest_of_the_old_file_and_the_new_one_are_read()
    {
        Append("");
        await HitsAsync();
        Append("hit\nhi");
        await HitsAsync();

        Append("t\nhit\n");
        Rotate();
        Append("hit\n");
        Assert.Equal(4, await HitsAsync());

        File.AppendAllText(Log + ".1", "hit\n");
        Assert.Equal(5, await HitsAsync());
    }

    [Fact]
    public async Task A_rotated_file_is_let_go_when_it_has_had_nothing_new_for_a_minute()
    {
        Append("");
        await HitsAsync();
        Rotate();
        await HitsAsync();
        _probed.Time.Advance(TimeSpan.FromSeconds(59));
        File.AppendAllText(Log + ".1", "hit\n");
        Assert.Equal(1, await HitsAsync());

        _probed.Time.Advance(TimeSpan.FromSeconds(61));
        await HitsAsync();
        File.AppendAllText(Log + ".1", "hit\n");
        Assert.Equal(1, await HitsAsync());
    }

    [Fact]
    public async Task The_rest_of_a_rotated_file_is_read_however_long_the_interval()
    {
        Append("");
        await HitsAsync();
        Append("hit\n");
        Rotate();
        _probed.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, await HitsAsync());
    }

    [Fact]
    public async Task A_deleted_file_is_read_to_its_end()
    {
        Append("");
        await HitsAsync();
        Append("hit\n");
        File.Delete(Log);

        Assert.Equal(1, await HitsAsync());
    }

    [Fact]
    public async Task A_truncated_file_is_read_from_its_beginning()
    {
        Append("");
        await HitsAsync();
        Append("hit one\nhit two\nhi");
        await HitsAsync();

        Truncate();
        Append("hit\n");
        Assert.Equal(3, await HitsAsync());
    }

    [Fact]
    public async Task A_file_that_was_truncated_and_has_outgrown_its_old_size_is_read_from_its_beginning()
    {
        Append("");
        await HitsAsync();
        Append("hit one\n");
        await HitsAsync();

        Truncate();
        Append("hit two\nhit three\n");
        Assert.Equal(3, await HitsAsync());
    }

    [Fact]
    public async Task Of_a_very_long_line_the_beginning_is_matched_and_the_rest_passed_over()
    {
        Append("");
        await HitsAsync();
        Append("hit" + new string('x', 2 * LineTail.MaxLine));
        Append("hit");
        Assert.Equal(1, await HitsAsync());
        Append(new string('x', LineTail.MaxLine) + "hit");
        Append(" hit\nhit\n");

        var result = await _probed.RunAsync();

        Assert.Equal(2, result.Value("hits_total"));
        Assert.Equal(1, result.Value(FileMetrics.CutLines));
    }

    [Fact]
    public async Task A_very_long_line_that_is_unfinished_at_first_is_passed_over()
    {
        Append("hit\n" + new string('x', LineTail.MaxLine));
        await HitsAsync();

        Append("hit\nhit\n");
        Assert.Equal(1, await HitsAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Reading_piece_by_piece_while_the_file_grows_counts_every_line_once(int most)
    {
        var counters = new LineCounters([new() { Metric = "hits_total", Regex = "hit" }]);
        var watcher = new NoFileWatcher("");
        Append("");
        Assert.True(RegularFile.TryOpen(Log, watcher, out var file, out var status, out _));
        using var tail = new LineTail(Log, file, status.Identity, counters, watcher);
        for (var i = 0; i < 20; i++)
        {
            Append("hit\nmiss\nhi");
            tail.Read(most);
            Append("t\n");
            tail.Read(most);
        }

        while (tail.Read(most) > 0)
        {
        }

        Assert.Equal(40, counters.Measurements.Single().Value);
    }

    [Fact]
    public async Task A_line_of_just_the_longest_length_is_matched_as_a_whole()
    {
        Append("");
        await HitsAsync();
        Append(new string('x', LineTail.MaxLine - 4) + "hit\nhit\n");

        var result = await _probed.RunAsync();

        Assert.Equal(2, result.Value("hits_total"));
        Assert.Equal(0, result.Value(FileMetrics.CutLines));
    }

    [Theory]
    [InlineData("^hit$", "hit\r\n", true)]
    [InlineData("^hit$", "hit \r\n", false)]
    [InlineData("^hit$", "\uFEFFhit\n", true)]
    [InlineData("^$", "\n", true)]
    [InlineData("错误", "一个错误\n", true)]
    public async Task An_expression_sees_the_line_without_its_end(string regex, string line, bool expected)
    {
        await using var probed = new ProbedFolder("log", ProbedFolder.Counting(regex));
        await probed.RunAsync();
        probed.Folder.Write("log", line);

        Assert.Equal(expected ? 1 : 0, await probed.RunAsync("hits_total"));
    }

    [Fact]
    public async Task Invalid_UTF8_hides_neither_the_rest_of_its_line_nor_the_next()
    {
        await HitsAsync();
        File.WriteAllBytes(Log, [.. "hit "u8, 0xC3, (byte)'\n', 0xFF, .. "hit\n"u8, 0xE2, 0x82, .. "hit\n"u8]);

        Assert.Equal(3, await HitsAsync());
    }

    [Fact]
    public async Task Each_expression_has_its_counter()
    {
        await using var probed = new ProbedFolder("log", new()
        {
            Path = "",
            Match = [new() { Metric = "errors_total", Regex = "ERROR" }, new() { Metric = "all_total", Regex = "" }],
        });
        await probed.RunAsync();
        probed.Folder.Write("log", "ERROR 1\nINFO 2\nERROR 3\n");

        var result = await probed.RunAsync();

        Assert.Equal(2, result.Value("errors_total"));
        Assert.Equal(3, result.Value("all_total"));
    }

    [Fact]
    public async Task A_pattern_counts_the_lines_of_all_its_files_and_a_rotated_name_is_not_read_twice()
    {
        await using var probed = new ProbedFolder("*.log*", ProbedFolder.Counting());
        probed.Folder.Write("a.log", "hit\n");
        await probed.RunAsync();
        File.AppendAllText(probed.Folder["a.log"], "hit\n");
        File.Move(probed.Folder["a.log"], probed.Folder["a.log.1"]);
        probed.Folder.Write("a.log", "hit\n");
        probed.Folder.Write("b.log", "hit\nhit\n");

        Assert.Equal(4, await probed.RunAsync("hits_total"));
    }

    [Fact]
    public async Task What_is_too_much_for_one_round_is_said_and_read_in_the_next()
    {
        await using var probed = new ProbedFolder("*.log", ProbedFolder.Counting());
        await probed.RunAsync();
        var line = Encoding.UTF8.GetBytes(new string('x', 1020) + "hit\n");
        var lines = Enumerable.Repeat(line, 40 * 1024).SelectMany(bytes => bytes).ToArray();
        File.WriteAllBytes(probed.Folder["a.log"], lines);
        File.WriteAllBytes(probed.Folder["b.log"], lines);
        probed.Folder.Write("small.log", "hit\n");

        var first = await probed.RunAsync();
        var second = await probed.RunAsync();

        Assert.InRange(first.Value("hits_total")!.Value, 60 * 1024, 80 * 1024);
        Assert.Contains("left for the next round", first.Notice, StringComparison.Ordinal);
        Assert.Equal((80 * 1024) + 1, second.Value("hits_total"));
        Assert.Null(second.Notice);
    }

    [Fact]
    public async Task More_files_than_can_be_followed_are_said()
    {
        await using var probed = new ProbedFolder("*.log", ProbedFolder.Counting());
        for (var i = 0; i < LineTails.MaxTails + 2; i++)
        {
            probed.Folder.Write($"{i}.log", "hit\n");
        }

        var result = await probed.RunAsync();

        Assert.Contains("2 are not read", result.Notice, StringComparison.Ordinal);
        Assert.Equal(0, result.Value("hits_total"));
    }

    public ValueTask DisposeAsync() => _probed.DisposeAsync();

    private Task<double?> HitsAsync() => _probed.RunAsync("hits_total");

    private void Append(string text) => File.AppendAllText(Log, text);

    private void Rotate() => File.Move(Log, Log + ".1");

    private void Truncate()
    {
        using var file = new FileStream(Log, FileMode.Truncate);
    }
}
