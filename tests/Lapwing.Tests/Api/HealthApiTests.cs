using System.Net;
using Lapwing.Config;

namespace Lapwing.Tests.Api;

public sealed class HealthApiTests : IAsyncLifetime
{
    private ServerFixture _server = null!;

    public async ValueTask InitializeAsync() => _server = await ServerFixture.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/-/healthy")]
    [InlineData("/-/ready")]
    public async Task A_running_server_is_healthy_and_ready(string path)
    {
        using var response = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_bad_configuration_changes_nothing_and_is_told()
    {
        await _server.RunAsync("orders", 5);
        var (status, text) = await ReloadAsync();
        Assert.Equal((HttpStatusCode.BadRequest, """{"errors":["lapwing.yml:1:1: apis: broken on purpose"]}"""), (status, text));
        Assert.Equal(4, _server.Server.Monitor.Targets.Count());
        Assert.Equal(1, _server.Server.Monitor.Find("orders")!.Count);
    }

    [Fact]
    public async Task A_good_configuration_is_taken_over_and_equal_targets_go_on()
    {
        await _server.RunAsync("orders", 5);
        var orders = _server.Server.Monitor.Find("orders");
        _server.Next = new ConfigResult(ServerFixture.Shop with { Databases = [], Files = [new() { Name = "another", Path = "/tmp/x" }] }, [], []);
        var (status, _) = await ReloadAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["another", "orders", "users"], _server.Server.Monitor.Targets.Select(target => target.Name).Order());
        Assert.Same(orders, _server.Server.Monitor.Find("orders"));
    }

    [Fact]
    public async Task Metrics_tell_of_targets_runs_and_alerts()
    {
        await _server.RunAsync("orders", 500);
        var text = await _server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("\nlapwing_targets 4\n", text, StringComparison.Ordinal);
        Assert.Contains("\nlapwing_runs_total{source=\"api\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nlapwing_alerts_firing 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counters_do_not_fall_when_targets_go()
    {
        await _server.RunAsync("orders", 500);
        _server.Next = new(new(), [], []);
        await ReloadAsync();
        var text = await _server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("\nlapwing_targets 0\n", text, StringComparison.Ordinal);
        Assert.Contains("\nlapwing_runs_total{source=\"api\"} 1\n", text, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Text)> ReloadAsync()
    {
        using var response = await _server.Http.PostAsync(new Uri("/-/reload", UriKind.Relative), null, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
