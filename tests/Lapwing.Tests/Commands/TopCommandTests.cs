using Lapwing.Commands;
using Lapwing.Probes;
using Lapwing.Testing;
using Lapwing.Tests.Api;

namespace Lapwing.Tests.Commands;

public sealed class TopCommandTests
{
    private readonly TextConsole _console = new();
    private readonly TextConsole _errors = new();

    [Theory]
    [InlineData("http://{0}")]
    [InlineData("http://{0}/")]
    [InlineData("{0}")]
    public async Task It_shows_the_targets_of_a_server_problems_first(string url)
    {
        await using var server = await ServerFixture.StartAsync();
        await server.RunAsync("orders", 120);
        await server.RunAsync("shop db", ProbeResult.Failed(ProbeErrorKind.Timeout, "no answer within 3 s"));
        Assert.Equal(0, await TopAsync(string.Format(null, url, server.Http.BaseAddress!.Authority)));

        Assert.Contains("4 targets, 0 alerts", _console.Lines[0]);
        var rows = _console.Lines.Where(line => line.StartsWith('│')).Select(line => string.Join('|', line.Split('│', StringSplitOptions.TrimEntries)[1..3]));
        Assert.Equal(["source|target", "database|shop db", "api|orders", "api|users", "file|log"], rows);
        Assert.Contains("no answer", _console.Text);
        Assert.Contains("120.0 ms", _console.Text);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_clear_message()
    {
        var port = ServerProcess.FreePort();
        Assert.Equal(1, await TopAsync($"http://127.0.0.1:{port}"));
        Assert.Equal(
            $"lapwing: http://127.0.0.1:{port}/ cannot be asked: Connection refused (127.0.0.1:{port}). "
            + "Is Lapwing running there? Name another server with --url.\n",
            _errors.Text);
    }

    [Theory]
    [InlineData("<html>welcome</html>")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_server_that_is_something_else_is_a_clear_message(string body)
    {
        await using var other = await HttpTestServer.StartAsync(body);
        Assert.Equal(1, await TopAsync($"{other.Url()}"));
        Assert.Contains("cannot be asked: what answers there is not Lapwing. ", _errors.Text);
    }

    [Fact]
    public async Task A_server_that_knows_no_targets_is_a_clear_message()
    {
        await using var other = await HttpTestServer.StartAsync("not here", status: 404);
        Assert.Equal(1, await TopAsync($"{other.Url()}"));
        Assert.Contains("404 (Not Found). ", _errors.Text);
    }

    private Task<int> TopAsync(string url) => TopCommand.Create().Parse(["--once", "--url", url])
        .InvokeAsync(new() { Output = _console.Writer, Error = _errors.Writer }, TestContext.Current.CancellationToken);
}
