using System.IO.Compression;
using System.Text;
using Lapwing.Config;
using Lapwing.Config.Values;
using Lapwing.Probes;
using Lapwing.Probes.Http;
using Lapwing.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lapwing.Tests.Probes.Http;

public sealed class HttpProbeTests
{
    [Fact]
    public async Task A_healthy_answer_brings_the_headline_and_all_numbers()
    {
        await using var server = await HttpTestServer.StartAsync("hello");

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url() });

        Assert.Null(result.Error);
        Assert.Null(result.Evidence);
        Assert.True(result.Headline > 0);
        Assert.Equal(1, result.Metric("probe_success"));
        Assert.Equal(200, result.Metric("probe_http_status_code"));
        Assert.Equal(1.1, result.Metric("probe_http_version"));
        Assert.Equal(4, result.Metric("probe_ip_protocol"));
        Assert.Equal(0, result.Metric("probe_http_redirects"));
        Assert.Equal(0, result.Metric("probe_http_ssl"));
        Assert.Equal(-1, result.Metric("probe_http_content_length"));
        Assert.Equal(5, result.Metric("probe_http_uncompressed_body_length"));
        Assert.False(result.Has("probe_ssl_earliest_cert_expiry"));
        Assert.False(result.Has("probe_failed_due_to_regex"));
    }

    [Fact]
    public async Task Phases_add_up_to_the_whole()
    {
        await using var server = await HttpTestServer.StartAsync();

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(host: "localhost"), Ip = IpChoice.Ipv4 });

        string[] phases = ["resolve", "connect", "tls", "processing", "transfer"];
        Assert.Equal(result.Headline!.Value, 1000 * phases.Sum(phase => result.Metric("probe_http_duration_seconds", phase)), 0.01);
        Assert.Equal(result.Headline!.Value, 1000 * result.Metric("probe_duration_seconds"), 0.01);
        Assert.True(result.Metric("probe_http_duration_seconds", "resolve") > 0);
        Assert.Equal(result.Metric("probe_dns_lookup_time_seconds"), result.Metric("probe_http_duration_seconds", "resolve"));
        Assert.True(result.Metric("probe_http_duration_seconds", "connect") > 0);
        Assert.Equal(0, result.Metric("probe_http_duration_seconds", "tls"));
    }

    [Fact]
    public async Task Measurements_keep_their_order_when_the_target_fails()
    {
        await using var server = await HttpTestServer.StartAsync();
        var healthy = await HttpProbing.ProbeAsync(new() { Url = server.Url() });
        await server.DisposeAsync();

        var failed = await HttpProbing.ProbeAsync(new() { Url = server.Url() });

        Assert.NotNull(failed.Error);
        Assert.Equal(Names(healthy), Names(failed));

        static string[] Names(ProbeResult result) => [.. result.Measurements.ToArray().Select(measurement => measurement.Name)];
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 1)]
    public async Task Each_run_opens_a_connection_unless_it_is_kept(bool keepAlive, int connections)
    {
        await using var server = await HttpTestServer.StartAsync();

        await RunThreeTimes(new() { Url = server.Url(), KeepAlive = keepAlive });

        Assert.Equal(connections, server.Connections);
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 1)]
    public async Task Each_run_over_http2_opens_a_connection_unless_it_is_kept(bool keepAlive, int connections)
    {
        await using var server = await HttpTestServer.StartAsync(Answer("ok"), listen => listen.Protocols = HttpProtocols.Http2);

        var result = await RunThreeTimes(new() { Url = server.Url(), KeepAlive = keepAlive, HttpVersion = HttpVersionChoice.Http2 });

        Assert.Equal(2, result.Metric("probe_http_version"));
        Assert.Equal(connections, server.Connections);
    }

    [Fact]
    public async Task A_kept_connection_costs_no_connecting()
    {
        await using var server = await HttpTestServer.StartAsync();

        var result = await RunThreeTimes(new() { Url = server.Url(), KeepAlive = true });

        Assert.Equal(0, result.Metric("probe_http_duration_seconds", "connect"));
        Assert.Equal(4, result.Metric("probe_ip_protocol"));
    }

    [Fact]
    public async Task Http3_without_its_library_says_what_is_missing()
    {
        Assert.SkipWhen(System.Net.Quic.QuicConnection.IsSupported, "libmsquic is here");

        var result = await HttpProbing.ProbeAsync(new() { Url = new("https://127.0.0.1/"), HttpVersion = HttpVersionChoice.Http3 });

        Assert.Equal(ProbeErrorKind.Protocol, result.Error!.Kind);
        Assert.Contains("libmsquic", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_speaks_only_http1_is_told_from_one_that_is_down()
    {
        await using var server = await HttpTestServer.StartAsync(Answer("ok"), listen => listen.Protocols = HttpProtocols.Http1);

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(), HttpVersion = HttpVersionChoice.Http2 });

        Assert.Equal(ProbeErrorKind.Protocol, result.Error!.Kind);
    }

    [Fact]
    public async Task Method_body_and_headers_are_sent_as_configured()
    {
        var seen = "";
        await using var server = await HttpTestServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            var body = await reader.ReadToEndAsync();
            seen = $"{context.Request.Method} {context.Request.Host} {headers.ContentType} {headers["X-Token"]} {body}";
        });

        var result = await HttpProbing.ProbeAsync(new()
        {
            Url = server.Url(),
            Method = "POST",
            Body = "grüße",
            Headers = Headers(("host", "shop.example"), ("Content-Type", "text/x-test"), ("X-Token", "ключ")),
        });

        Assert.Null(result.Error);
        Assert.Equal("POST shop.example text/x-test ключ grüße", seen);
    }

    [Fact]
    public async Task The_probe_names_itself_unless_told_otherwise()
    {
        var seen = new List<string>();
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            seen.Add(context.Request.Headers.UserAgent.ToString());
            return Task.CompletedTask;
        });

        await HttpProbing.ProbeAsync(new() { Url = server.Url() });
        await HttpProbing.ProbeAsync(new() { Url = server.Url(), Headers = Headers(("user-agent", "me")) });

        Assert.Matches(@"^Lapwing/\d+\.\d+\.\d+$", seen[0]);
        Assert.Equal("me", seen[1]);
    }

    [Fact]
    public async Task Credentials_are_sent_with_the_first_request()
    {
        var seen = new List<string>();
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            seen.Add(context.Request.Headers.Authorization.ToString());
            return Task.CompletedTask;
        });

        await HttpProbing.ProbeAsync(new() { Url = server.Url(), BasicAuth = new() { Username = "me", Password = new("pä:ss") } });
        await HttpProbing.ProbeAsync(new() { Url = server.Url(), BearerToken = new("tok") });

        Assert.Equal([$"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("me:pä:ss"))}", "Bearer tok"], seen);
    }

    [Fact]
    public async Task A_plain_request_goes_through_a_proxy()
    {
        var seen = "";
        await using var proxy = new HttpRawServer(async (connection, stop) =>
        {
            seen = await HttpRawServer.ReadHeadAsync(connection, stop);
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), stop);
        });

        var result = await HttpProbing.ProbeAsync(new() { Url = new("http://shop.example/x"), Proxy = proxy.Url });

        Assert.Null(result.Error);
        Assert.StartsWith("GET http://shop.example/x HTTP/1.1\r\n", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_wants_credentials_gets_those_of_its_address()
    {
        await using var proxy = new HttpRawServer(async (connection, stop) =>
        {
            var head = await HttpRawServer.ReadHeadAsync(connection, stop);
            var known = head.Contains($"Proxy-Authorization: Basic {Convert.ToBase64String("me:p w"u8)}", StringComparison.Ordinal);
            var answer = known
                ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                : "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            await connection.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
        });

        var through = new Uri($"http://me:p%20w@127.0.0.1:{proxy.Port}");
        var result = await HttpProbing.ProbeAsync(new() { Url = new("http://shop.example/"), Proxy = through });

        Assert.Null(result.Error);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(999, false)]
    public async Task A_body_longer_than_the_limit_fails(long limit, bool healthy)
    {
        await using var server = await HttpTestServer.StartAsync(new string('x', 1000));

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(), MaxBody = new(limit) });

        Assert.Equal(healthy, result.Error is null);
        Assert.Equal(healthy, result.Headline is not null);
        Assert.True(healthy || result.Error!.Message == "the body is longer than 999 bytes (max_body)");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_unpacked_for_its_conditions(string encoding)
    {
        await using var server = await HttpTestServer.StartAsync(Packed(encoding, "all is ok"u8.ToArray()));
        var config = new ApiConfig { Url = server.Url(), Expect = new() { Body = new() { Contains = "is ok" } } };

        var judged = await HttpProbing.ProbeAsync(config);
        var unjudged = await HttpProbing.ProbeAsync(config with { Expect = new() });

        Assert.Null(judged.Error);
        Assert.Equal(9, judged.Metric("probe_http_uncompressed_body_length"));
        Assert.Equal(double.NaN, unjudged.Metric("probe_http_uncompressed_body_length"));
    }

    [Fact]
    public async Task A_compressed_bomb_is_not_unpacked_beyond_the_limit()
    {
        await using var server = await HttpTestServer.StartAsync(Packed("gzip", new byte[4 << 20]));

        var result = await HttpProbing.ProbeAsync(new()
        {
            Url = server.Url(),
            MaxBody = new(1 << 20),
            Expect = new() { Body = new() { Contains = "x" } },
        });

        Assert.Equal("the body decompressed is longer than 1048576 bytes (max_body)", result.Error!.Message);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_body_that_is_not_what_its_encoding_says_is_the_fault_of_the_server(string encoding)
    {
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            return context.Response.WriteAsync("not packed at all");
        });

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(), Expect = new() { Body = new() { Contains = "x" } } });

        Assert.Equal(ProbeErrorKind.Protocol, result.Error!.Kind);
        Assert.Contains("sent what cannot be read", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encoding_that_cannot_be_undone_is_said_so()
    {
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "zstd";
            return context.Response.WriteAsync("x");
        });

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url(), Expect = new() { Body = new() { Contains = "x" } } });

        Assert.Contains("\"zstd\"", result.Error!.Message, StringComparison.Ordinal);
    }

    private static async Task<ProbeResult> RunThreeTimes(ApiConfig config)
    {
        await using var cpu = new CpuPool(1);
        await using var probe = new HttpProbe(config, cpu, TimeProvider.System);
        await probe.RunOnceAsync();
        await probe.RunOnceAsync();
        var result = await probe.RunOnceAsync();
        Assert.Null(result.Error);
        return result;
    }

    private static RequestDelegate Answer(string body) => context => context.Response.WriteAsync(body);

    private static RequestDelegate Packed(string encoding, byte[] body) => async context =>
    {
        context.Response.Headers.ContentEncoding = encoding;
        await using Stream packing = encoding switch
        {
            "br" => new BrotliStream(context.Response.Body, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(context.Response.Body, CompressionLevel.Fastest),
            _ => new GZipStream(context.Response.Body, CompressionLevel.Fastest),
        };
        await packing.WriteAsync(body);
    };

    private static ValueMap<Secret> Headers(params (string Name, string Value)[] headers) =>
        new(headers.Select(header => KeyValuePair.Create(header.Name, new Secret(header.Value))));
}
