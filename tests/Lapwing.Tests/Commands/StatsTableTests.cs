using Lapwing.Commands;
using Lapwing.Tests.Api;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Commands;

public sealed class StatsTableTests : IAsyncLifetime
{
    private readonly TextConsole _console = new();
    private ServerFixture _server = null!;

    public async ValueTask InitializeAsync() => _server = await ServerFixture.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Each_kind_of_source_has_its_window_and_its_alerts()
    {
        await _server.RunAsync("orders", 1000);
        await _server.RunAsync("users", 2000.126);
        await _server.RunAsync("shop db", 250);
        _console.Console.Write(StatsTable.Make(_server.Server.Windows, _server.Server.Alerts));
        Assert.Equal(
        [
            "╭──────────┬───────┬──────────┬───────┬──────────┬──────────┬────────╮",
            "│ source   │ count │     mean │   min │      max │   latest │ alerts │",
            "├──────────┼───────┼──────────┼───────┼──────────┼──────────┼────────┤",
            "│ api      │     2 │ 1,500.06 │ 1,000 │ 2,000.13 │ 2,000.13 │      2 │",
            "│ database │     1 │      250 │   250 │      250 │      250 │      0 │",
            "│ file     │     0 │        - │     - │        - │        - │      0 │",
            "╰──────────┴───────┴──────────┴───────┴──────────┴──────────┴────────╯",
        ], _console.Lines);
    }

    [Fact]
    public async Task It_is_printed_every_round_until_the_stop()
    {
        var time = new FakeTimeProvider();
        using var stop = new CancellationTokenSource();
        var printing = StatsTable.PrintAsync(_server.Server, _console.Console, TimeSpan.FromSeconds(5), time, stop.Token);
        foreach (var round in new[] { 1, 2, 3 })
        {
            time.Advance(TimeSpan.FromSeconds(4));
            Assert.Equal(round - 1, Tables());
            time.Advance(TimeSpan.FromSeconds(1));
            await ServerFixture.WaitAsync(() => Tables() == round, $"table {round}");
        }

        await stop.CancelAsync();
        await printing;
    }

    private int Tables() => _console.Lines.Count(line => line.StartsWith('╰'));
}
