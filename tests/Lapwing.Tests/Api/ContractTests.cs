using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Lapwing.Live;
using Lapwing.Probes;

namespace Lapwing.Tests.Api;

/// <summary>The shapes that no version breaks.</summary>
public sealed class ContractTests : IAsyncLifetime
{
    private ServerFixture _server = null!;

    public async ValueTask InitializeAsync() => _server = await ServerFixture.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_root_answers_with_the_message()
    {
        var root = await _server.GetAsync("/");
        Assert.Equal("实时监控系统 API", root.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_browser_gets_a_page_at_the_root()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.NotEqual("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Stats_are_empty_for_kinds_without_data()
    {
        await _server.RunAsync("orders", 100);
        await _server.RunAsync("orders", 300);
        await _server.RunAsync("users", 200);
        Assert.Equal("""{"api":{"count":3,"mean":200,"max":300,"min":100,"latest":200},"database":{},"file":{}}""", await RawAsync("/stats"));
    }

    [Fact]
    public async Task Stats_are_of_the_last_ten_values_of_a_kind()
    {
        for (var i = 1; i <= 12; i++)
        {
            await _server.RunAsync("log", i);
        }

        Assert.Equal("""{"count":10,"mean":7.5,"max":12,"min":3,"latest":12}""", (await _server.GetAsync("/stats")).GetProperty("file").GetRawText());
    }

    [Fact]
    public async Task Alerts_are_keys_each_once_and_their_number()
    {
        var none = await _server.GetAsync("/alerts");
        Assert.Equal((0, 0), (none.GetProperty("active_alerts").GetArrayLength(), none.GetProperty("total_alerts").GetInt32()));

        await _server.RunAsync("orders", 400);
        await _server.RunAsync("users", 500);
        await _server.RunAsync("shop db", 10);
        var alerts = await _server.GetAsync("/alerts");
        Assert.Equal(["high_response_time_api_response_time", "low_query_performance_database_performance"],
            alerts.GetProperty("active_alerts").EnumerateArray().Select(key => key.GetString()!));
        Assert.Equal(2, alerts.GetProperty("total_alerts").GetInt32());
        Assert.Equal(3, alerts.GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public async Task The_socket_sends_statistics_at_once_and_again()
    {
        await _server.RunAsync("orders", 400);
        using var socket = await _server.ConnectAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var update = await socket.ReceiveAsync("stats_update");
            Assert.Equal(400, update.GetProperty("data").GetProperty("api").GetProperty("latest").GetDouble());
            Assert.Equal(["high_response_time_api_response_time"], update.GetProperty("active_alerts").EnumerateArray().Select(key => key.GetString()!));
        }
    }

    [Fact]
    public async Task Documentation_is_at_docs_and_openapi_json()
    {
        var document = await _server.GetAsync("/openapi.json");
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/stats", paths);
        Assert.Contains("/api/targets/{name}", paths);
        using var docs = await _server.Http.GetAsync(new Uri("/docs", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (docs.StatusCode, docs.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Measurements_have_the_contracts_shape()
    {
        using var socket = await _server.ConnectAsync();
        await socket.SendAsync("""{"subscribe": ["samples"]}""");
        await ServerFixture.WaitAsync(() => _server.Server.Live.Wanted == LiveStream.Samples, "the subscription");
        await _server.RunAsync("shop db", new ProbeResult { Headline = 250, Measurements = new[] { new Measurement("connections", 7) } });
        var sample = (await socket.ReceiveAsync("sample")).GetProperty("data");
        Assert.Equal("database", sample.GetProperty("source").GetString());
        Assert.Equal("database_performance", sample.GetProperty("metric_name").GetString());
        Assert.Equal(250, sample.GetProperty("value").GetDouble());
        Assert.Equal(JsonValueKind.Number, sample.GetProperty("timestamp").ValueKind);
        var tags = sample.GetProperty("tags");
        Assert.Equal(("shop db", "7", "healthy"), (tags.GetProperty("db_name").GetString(), tags.GetProperty("connections").GetString(), tags.GetProperty("status").GetString()));
    }

    private async Task<string> RawAsync(string path) =>
        await _server.Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
