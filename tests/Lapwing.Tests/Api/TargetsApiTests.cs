using System.Net;
using Lapwing.Probes;

namespace Lapwing.Tests.Api;

public sealed class TargetsApiTests : IAsyncLifetime
{
    private ServerFixture _server = null!;

    public async ValueTask InitializeAsync() => _server = await ServerFixture.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Targets_are_listed_by_kind_and_name_and_pending_before_their_first_run()
    {
        var targets = (await _server.GetAsync("/api/targets")).GetProperty("targets").EnumerateArray().ToList();
        Assert.Equal(["orders", "users", "shop db", "log"], targets.Select(target => target.GetProperty("name").GetString()!));
    }

    [Fact]
    public async Task A_target_shows_windows_runs_evidence_and_metrics()
    {
        await _server.RunAsync("orders", 100);
        await _server.RunAsync("orders", new ProbeResult
        {
            Headline = 500,
            Error = new ProbeError(ProbeErrorKind.Expectation, "status is 503, expected 200-299", Transient: false),
            Measurements = new[] { new Measurement("probe_http_status_code", 503) },
            Evidence = new Evidence
            {
                Failed = [new("status", "200-299", "503")], Address = "192.0.2.7:80", SlowestPhase = "processing",
                Phases = [new("processing", 480)], Body = "sorry",
            },
        });

        var target = await _server.GetAsync("/api/targets/orders");
        Assert.Equal(("unhealthy", "expectation", 500.0), (target.GetProperty("state").GetString(), target.GetProperty("status").GetString(), target.GetProperty("value").GetDouble()));
        var window = target.GetProperty("windows").GetProperty("5m");
        Assert.Equal((2, 300.0, 300.0), (window.GetProperty("count").GetInt32(), window.GetProperty("mean").GetDouble(), window.GetProperty("p50").GetDouble()));
        var evidence = target.GetProperty("results")[0].GetProperty("evidence");
        Assert.Equal(("503", "192.0.2.7:80", "sorry"), (evidence.GetProperty("failed")[0].GetProperty("actual").GetString(),
            evidence.GetProperty("address").GetString(), evidence.GetProperty("body").GetString()));
        Assert.Contains(target.GetProperty("metrics").EnumerateArray(), metric => metric.GetProperty("name").GetString() == "probe_http_status_code");
        Assert.Equal(2, target.GetProperty("history").GetArrayLength());
    }

    [Fact]
    public async Task A_name_with_a_space_is_found()
    {
        await _server.RunAsync("shop db", 1);
        Assert.Equal("shop db", (await _server.GetAsync("/api/targets/shop%20db")).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("/var/log/shop.log")]
    [InlineData("../a%2Fb?c#d&e=%")]
    [InlineData("<b>库</b>")]
    public async Task A_name_may_hold_any_character(string name)
    {
        await using var server = await ServerFixture.StartAsync(new() { Files = [new() { Name = name, Path = "/var/log/shop.log" }] });
        Assert.Equal(name, (await server.GetAsync($"/api/targets/{Uri.EscapeDataString(name)}")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_unknown_target_is_a_clear_404()
    {
        using var response = await _server.Http.GetAsync(new Uri("/api/targets/nobody", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("No target is named 'nobody'", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_nowhere()
    {
        await _server.RunAsync("orders", 1);
        await _server.RunAsync("shop db", 1);
        foreach (var path in new[] { "/api/targets", "/api/targets/orders", "/api/targets/shop%20db", "/metrics" })
        {
            var text = await _server.Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
