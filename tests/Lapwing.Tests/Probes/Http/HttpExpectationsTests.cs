using System.Text;
using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Probes.Http;

public sealed class HttpExpectationsTests
{
    [Theory]
    [InlineData(200, null)]
    [InlineData(204, null)]
    [InlineData(404, "status is 404, expected 200-299")]
    [InlineData(503, "status is 503, expected 200-299")]
    [InlineData(401, "status is 401, expected 200-299")]
    public Task Status(int status, string? message) => HoldsAsync(Answering("", status), new(), message);

    [Theory]
    [InlineData(404, null)]
    [InlineData(201, null)]
    [InlineData(200, "status is 200, expected 201, 400-499")]
    public Task Configured_statuses(int status, string? message) =>
        HoldsAsync(Answering("", status), new() { Status = [new(201, 201), new(400, 499)] }, message);

    [Theory]
    [InlineData(429, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(500, false)]
    [InlineData(404, false)]
    public async Task Only_statuses_that_ask_for_another_try_are_transient(int status, bool transient)
    {
        await using var server = await HttpTestServer.StartAsync("", status);

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url() });

        Assert.Equal(transient, result.Error!.Transient);
        Assert.Equal(ProbeErrorKind.Expectation, result.Error.Kind);
    }

    [Theory]
    [InlineData(300, null)]
    [InlineData(301, "response time is 301 ms, expected at most 300 ms")]
    public async Task Response_time(int taken, string? message)
    {
        var time = new FakeTimeProvider();
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            time.Advance(TimeSpan.FromMilliseconds(taken));
            return Task.CompletedTask;
        });

        var expect = new ApiExpectConfig { MaxResponseTime = TimeSpan.FromMilliseconds(300) };
        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(), Expect = expect }, time);

        Assert.Equal(message, result.Error?.Message);
        Assert.Equal(taken, result.Headline);
        Assert.True(message is null || result.Evidence!.SlowestPhase == "processing");
    }

    [Theory]
    [InlineData("all ok", null)]
    [InlineData("down\nand out", "body is \"down and out\", expected to contain \"ok\"")]
    [InlineData("OK", "body is \"OK\", expected to contain \"ok\"")]
    public Task Body_contains(string body, string? message) => HoldsAsync(Answering(body), Body(new() { Contains = "ok" }), message);

    [Theory]
    [InlineData("^all", "all ok", null)]
    [InlineData("^all", "not all", "body is \"not all\", expected to match ^all")]
    [InlineData(@"(?<!not )ok", "all ok", null)]
    [InlineData(@"(?<!not )ok", "not ok", "body is \"not ok\", expected to match (?<!not )ok")]
    [InlineData(@"^(?=(a+)+$)", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "body is too much for this pattern, expected to match ^(?=(a+)+$)")]
    public Task Body_matches(string pattern, string body, string? message) =>
        HoldsAsync(Answering(body), Body(new() { Matches = pattern }), message);

    [Theory]
    [InlineData("$.status", "ok", """{"status": "ok"}""", null)]
    [InlineData("$.status", "ok", """{"status": "down"}""", "$.status is \"down\", expected \"ok\"")]
    [InlineData("$.status", "ok", """{"state": 1}""", "$.status is not there, expected ok")]
    [InlineData("$.n", "3", """{"n": 3}""", null)]
    [InlineData("$.n", "3", """{"n": 3.0}""", null)]
    [InlineData("$.n", "3", """{"n": 4}""", "$.n is 4, expected 3")]
    [InlineData("$.n", "12345678901234567890123", """{"n": 12345678901234567890123}""", null)]
    [InlineData("$.up", "true", """{"up": true}""", null)]
    [InlineData("$.up", "true", """{"up": false}""", "$.up is false, expected true")]
    [InlineData("$.last", "null", """{"last": null}""", null)]
    [InlineData("$.last", "null", """{"last": "null"}""", null)]
    [InlineData("$.at", "2026-01-02T03:04:05Z", """{"at": "2026-01-02T03:04:05Z"}""", null)]
    [InlineData("$.list[1].name", "b", """{"list": [{"name": "a"}, {"name": "b"}]}""", null)]
    [InlineData("$.list[*].name", """["a","b"]""", """{"list": [{"name": "a"}, {"name": "b"}]}""", null)]
    [InlineData("$.list[?(@.id == 2)].name", "b", """{"list": [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]}""", null)]
    [InlineData("$.tags", "[]", """{"tags": []}""", null)]
    [InlineData("$.a", "b", "", "$.a is not there, the body is not JSON: it is empty, expected b")]
    public Task Body_json(string path, string value, string body, string? message) =>
        HoldsAsync(Answering(body), Body(new() { Json = new([new(path, value)]) }), message);

    [Theory]
    [InlineData("<html>")]
    [InlineData("{} {}")]
    [InlineData("\u0001\n")]
    public async Task A_body_that_is_not_json_is_said_so(string body)
    {
        await using var server = await HttpTestServer.StartAsync(body);

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(), Expect = Body(new() { Json = new([new("$.a", "b")]) }) });

        Assert.StartsWith("$.a is not there, the body is not JSON: ", result.Error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Error!.Message, char.IsControl);
    }

    [Fact]
    public Task A_path_that_fails_on_a_document_is_said_so() => HoldsAsync(
        Answering("""{"list": [1]}"""), Body(new() { Json = new([new("$.list[-1,0]", "1")]) }),
        "$.list[-1,0] is unknown: Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index'), expected 1");

    [Theory]
    [InlineData("application/json; charset=utf-8", null)]
    [InlineData("text/html", "header Content-Type is \"text/html\", expected to match ^application/json")]
    [InlineData(null, "header Content-Type is missing, expected to match ^application/json")]
    public Task Headers(string? contentType, string? message) => HoldsAsync(
        context =>
        {
            context.Response.ContentType = contentType;
            return Task.CompletedTask;
        },
        new() { Headers = new([new("Content-Type", "^application/json")]) },
        message);

    [Fact]
    public Task A_certificate_cannot_be_expected_of_a_plain_server() => HoldsAsync(
        Answering("ok"),
        new() { Certificate = TimeSpan.FromDays(14) },
        "certificate lifetime is unknown, for there was no TLS, expected at least 14 days");

    [Theory]
    [InlineData("gb2312", "状态正常", null)]
    [InlineData("windows-1251", "Работает", null)]
    [InlineData("no-such-charset", "état", null)]
    [InlineData("utf-7", "état", null)]
    public async Task The_body_is_read_in_its_charset(string charset, string text, string? message)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.UTF8;
        await HoldsAsync(
            context =>
            {
                context.Response.ContentType = $"text/plain; charset={charset}";
                return context.Response.Body.WriteAsync(encoding.GetBytes(text)).AsTask();
            },
            Body(new() { Contains = text }),
            message);
    }

    [Fact]
    public async Task Conditions_hold_in_a_body_that_is_judged_on_the_pool()
    {
        var body = new string('x', 200_000) + "ok";
        await HoldsAsync(Answering(body), Body(new() { Contains = "xok", Matches = "ok$" }), null);
        await HoldsAsync(Answering(body), Body(new() { Matches = "^ok" }), $"body is \"{new string('x', 120)}…\", expected to match ^ok");
    }

    [Fact]
    public async Task All_failed_conditions_and_what_was_seen_are_evidence()
    {
        await using var server = await HttpTestServer.StartAsync("{\"status\":\"down\"}", 500);
        var expect = new ApiExpectConfig
        {
            Headers = new([new("X-Version", "^2")]),
            Body = new() { Contains = "up", Json = new([new("$.status", "up")]) },
        };

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(), Expect = expect });

        var conditions = result.Evidence!.Failed.Select(failed => failed.Condition);
        Assert.Equal(["status", "body.contains", "body.json $.status", "headers X-Version"], conditions);
        Assert.Equal(new("status", "200-299", "500"), result.Evidence.Failed[0]);
        Assert.Equal("{\"status\":\"down\"}", result.Evidence.Body);
        Assert.Equal($"127.0.0.1:{server.Port}", result.Evidence.Address);
        Assert.Equal(["resolve", "connect", "tls", "processing", "transfer"], result.Evidence.Phases.Select(phase => phase.Key));
        Assert.NotNull(result.Headline);
        Assert.Equal("expectation", result.Status);
        Assert.Equal(1, result.Metric("probe_failed_due_to_regex"));
    }

    [Fact]
    public async Task Evidence_of_a_binary_body_is_safe_and_short()
    {
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            context.Response.StatusCode = 500;
            return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("\0\u0001é" + new string('ü', 4000))).AsTask();
        });

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url() });

        Assert.Equal("\uFFFD\uFFFDé" + new string('ü', 510), result.Evidence!.Body);
    }

    [Theory]
    [InlineData("ok", 0)]
    [InlineData("down", 1)]
    public async Task A_failed_regular_expression_is_measured(string body, double expected)
    {
        await using var server = await HttpTestServer.StartAsync(body);

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(), Expect = Body(new() { Matches = "ok" }) });

        Assert.Equal(expected, result.Metric("probe_failed_due_to_regex"));
    }

    private static async Task HoldsAsync(RequestDelegate answer, ApiExpectConfig expect, string? message)
    {
        await using var server = await HttpTestServer.StartAsync(answer);

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(), Expect = expect });

        Assert.Equal(message, result.Error?.Message);
        Assert.Equal(message is null ? 1 : 0, result.Metric("probe_success"));
    }

    private static RequestDelegate Answering(string body, int status = 200) => context =>
    {
        context.Response.StatusCode = status;
        return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
    };

    private static ApiExpectConfig Body(BodyExpectConfig body) => new() { Body = body };
}
