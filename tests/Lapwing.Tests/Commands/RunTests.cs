using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Lapwing.Testing;

namespace Lapwing.Tests.Commands;

/// <summary>The executable itself: how it starts, what it does at a signal, how it ends.</summary>
public sealed class RunTests : IDisposable
{
    private const string Good = """
        defaults: { interval: 1h }
        files: [{ name: self, path: lapwing.yml }]
        """;

    private readonly TempFolder _folder = new();

    public RunTests() => Write(Good);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_is_ready_answers_the_contract_and_a_signal_ends_it_well(string signal)
    {
        await using var lapwing = await LapwingProcess.RunAsync(_folder.Path);
        Assert.Equal($"Lapwing {Product.Version} is watching; open {lapwing.Http.BaseAddress!.ToString().TrimEnd('/')}", Assert.Single(lapwing.Output.All));
        foreach (var path in new[] { "/", "/stats", "/alerts", "/docs", "/openapi.json", "/metrics", "/-/healthy", "/-/ready", "/api/targets" })
        {
            using var answer = await lapwing.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{path} answers {answer.StatusCode}");
        }

        await lapwing.SignalAsync(signal);
        Assert.Equal(0, await lapwing.EndAsync());
        Assert.EndsWith("Stopped", lapwing.Errors.All[^1]);
    }

    [Fact]
    public async Task A_hangup_takes_a_good_file_over()
    {
        await using var lapwing = await LapwingProcess.RunAsync(_folder.Path);
        Write("files: [{ name: another, path: lapwing.yml }]");
        await lapwing.SignalAsync("HUP");
        await lapwing.Errors.WaitAsync("The new configuration is in force");
        Assert.Equal(["another"], await TargetsAsync(lapwing.Http));
    }

    [Fact]
    public async Task A_hangup_with_a_bad_file_changes_nothing_and_says_why()
    {
        await using var lapwing = await LapwingProcess.RunAsync(_folder.Path);
        Write("files: [{ name: another }]\nlisten: nowhere");
        await lapwing.SignalAsync("HUP");
        var line = await lapwing.Errors.WaitAsync("was not taken over");
        Assert.Contains("has 2 errors", line);
        Assert.Contains("lapwing.yml:1:9: files[0].path: is required", line);
        Assert.Equal(["self"], await TargetsAsync(lapwing.Http));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_clear_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = other.LocalEndpoint.ToString()!;
        await FailsAsync($"lapwing: Cannot listen on {taken}: Address already in use. Choose another address with --listen HOST:PORT.", taken);
    }

    [Fact]
    public Task An_address_of_another_machine_is_one_clear_line() => FailsAsync(
        "lapwing: Cannot listen on 192.0.2.1:8000: Cannot assign requested address. Choose another address with --listen HOST:PORT.", "192.0.2.1:8000");

    [Fact]
    public async Task A_name_that_means_no_address_is_one_clear_line()
    {
        await using var lapwing = LapwingProcess.Start(_folder.Path, "run", "--listen", "nowhere.invalid:8000");
        Assert.Equal(1, await lapwing.EndAsync());
        Assert.StartsWith("lapwing: Cannot listen on nowhere.invalid:8000: ", Assert.Single(lapwing.Errors.All));
    }

    [Fact]
    public async Task Localhost_may_choose_its_port()
    {
        await using var lapwing = await LapwingProcess.RunAsync(_folder.Path, "--listen", "localhost:0");
        Assert.Equal(2, lapwing.Output.Text.Split("http://").Length - 1);
    }

    [Fact]
    public async Task A_missing_file_is_one_clear_line()
    {
        await using var lapwing = LapwingProcess.Start(_folder.Path, "run", "--config", "nowhere.yml");
        Assert.Equal(2, await lapwing.EndAsync());
        Assert.Equal(["nowhere.yml: does not exist"], lapwing.Errors.All);
    }

    [Fact]
    public async Task A_broken_file_is_told_in_full_and_nothing_runs()
    {
        Write("listen: nowhere\nfiles: [{ name: a }]");
        await using var lapwing = LapwingProcess.Start(_folder.Path, "run");
        Assert.Equal(2, await lapwing.EndAsync());
        Assert.Equal(
        [
            "lapwing.yml:1:9: listen: \"nowhere\" is not a host and a port; write 127.0.0.1:8000, [::1]:8000, localhost:8000 or *:8000",
            "lapwing.yml:2:9: files[0].path: is required",
        ], lapwing.Errors.All);
        Assert.Empty(lapwing.Output.All);
    }

    [Fact]
    public async Task Statistics_are_printed_every_round_when_asked_for()
    {
        Write("defaults: { interval: 200ms, timeout: 200ms }\nfiles: [{ name: self, path: lapwing.yml }]");
        await using var lapwing = await LapwingProcess.RunAsync(_folder.Path, "--stats");
        await lapwing.Output.WaitAsync("│ file     │    10 │"); // the window is full: no table after it says otherwise
        await lapwing.SignalAsync("TERM");
        Assert.Equal(0, await lapwing.EndAsync());
    }

    private void Write(string config) => File.WriteAllText(_folder["lapwing.yml"], config);

    private static async Task<IEnumerable<string>> TargetsAsync(HttpClient http)
    {
        var targets = await http.GetFromJsonAsync<JsonElement>(new Uri("/api/targets", UriKind.Relative), TestContext.Current.CancellationToken);
        return targets.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("name").GetString()!);
    }

    private async Task FailsAsync(string error, string listen)
    {
        await using var lapwing = LapwingProcess.Start(_folder.Path, "run", "--listen", listen);
        Assert.Equal(1, await lapwing.EndAsync());
        Assert.Equal([error], lapwing.Errors.All);
        Assert.Empty(lapwing.Output.All);
    }
}
