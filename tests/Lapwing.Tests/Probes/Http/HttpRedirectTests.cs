using Lapwing.Config;
using Lapwing.Config.Values;
using Lapwing.Probes;
using Lapwing.Testing;
using Microsoft.AspNetCore.Http;

namespace Lapwing.Tests.Probes.Http;

public sealed class HttpRedirectTests
{
    [Theory]
    [InlineData(301, "POST", "GET")]
    [InlineData(302, "POST", "GET")]
    [InlineData(303, "POST", "GET")]
    [InlineData(307, "POST", "POST body")]
    [InlineData(308, "POST", "POST body")]
    [InlineData(301, "PUT", "PUT body")]
    [InlineData(303, "PUT", "GET")]
    [InlineData(303, "HEAD", "HEAD")]
    public async Task The_method_follows_the_rules_of_browsers(int status, string method, string expected)
    {
        var seen = "";
        await using var server = await HttpTestServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/")
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = "/there?x=1";
                return;
            }

            using var reader = new StreamReader(context.Request.Body);
            seen = $"{context.Request.Method} {await reader.ReadToEndAsync()}".Trim();
        });

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(), Method = method, Body = method == "HEAD" ? null : "body" });

        Assert.Null(result.Error);
        Assert.Equal(expected, seen);
        Assert.Equal(1, result.Metric("probe_http_redirects"));
        Assert.Equal(200, result.Metric("probe_http_status_code"));
    }

    [Fact]
    public async Task Credentials_and_the_Host_header_stay_with_the_configured_server()
    {
        var here = new List<string>();
        var there = new List<string>();
        await using var other = await HttpTestServer.StartAsync(context => Note(context, there));
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            context.Response.Redirect(context.Request.Path == "/" ? "/again" : other.Url().ToString());
            return Note(context, here);
        });

        var result = await HttpProbing.ProbeAsync(new()
        {
            Url = server.Url(),
            BearerToken = new("token"),
            Headers = new([new("Cookie", new Secret("c=1")), new("Host", new Secret("shop.example")), new("X-Kept", new Secret("x"))]),
        });

        Assert.Null(result.Error);
        Assert.Equal(["Bearer token c=1 shop.example x", "Bearer token c=1 shop.example x"], here);
        Assert.Equal([$"  127.0.0.1:{other.Port} x"], there);

        static Task Note(HttpContext context, List<string> seen)
        {
            var headers = context.Request.Headers;
            seen.Add($"{headers.Authorization} {headers.Cookie} {headers.Host} {headers["X-Kept"]}");
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task Redirects_are_followed_up_to_their_limit(int limit, bool healthy)
    {
        await using var server = await HttpTestServer.StartAsync(Steps(4));

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url("/0?token=secret"), MaxRedirects = limit });

        Assert.Equal(healthy, result.Error is null);
        Assert.True(healthy || result.Error!.Message == $"more than 3 redirects, the last to {server.Url("/4")}", result.Error?.Message);
        Assert.Equal(limit, result.Metric("probe_http_redirects"));
    }

    [Fact]
    public async Task Without_redirects_the_redirect_is_the_answer()
    {
        await using var server = await HttpTestServer.StartAsync(Steps(1));

        var expect = new ApiExpectConfig { Status = [new(302, 302)] };
        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url("/0"), MaxRedirects = 0, Expect = expect });

        Assert.Null(result.Error);
        Assert.Equal(302, result.Metric("probe_http_status_code"));
    }

    [Fact]
    public async Task A_redirect_out_of_http_is_a_protocol_error()
    {
        await using var server = HttpRawServer.Sending("HTTP/1.1 302 Found\r\nLocation: ftp://shop.example/x\r\nContent-Length: 0\r\n\r\n");

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url });

        Assert.Equal(new(ProbeErrorKind.Protocol, "redirected to ftp://shop.example/x, which is not HTTP", Transient: false), result.Error);
    }

    [Fact]
    public async Task A_redirect_to_a_dead_server_names_that_server()
    {
        await using var dead = HttpRawServer.Silent();
        var port = dead.Port;
        await dead.DisposeAsync();
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            context.Response.Redirect($"http://127.0.0.1:{port}/");
            return Task.CompletedTask;
        });

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url() });

        Assert.Equal($"connection refused by 127.0.0.1:{port}", result.Error!.Message);
    }

    /// <summary>Redirects from /0 to /1 and so on up to the last.</summary>
    private static RequestDelegate Steps(int last) => context =>
    {
        var step = int.Parse(context.Request.Path.Value![1..], null);
        if (step < last)
        {
            context.Response.Redirect($"/{step + 1}");
        }

        return Task.CompletedTask;
    };
}
