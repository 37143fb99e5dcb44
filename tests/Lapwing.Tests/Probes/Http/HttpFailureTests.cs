using System.Net;
using System.Net.Sockets;
using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Testing;

namespace Lapwing.Tests.Probes.Http;

/// <summary>Servers that do what servers should not.</summary>
public sealed class HttpFailureTests
{
    [Fact]
    public async Task A_refused_connection_names_the_address()
    {
        var result = await HttpProbing.ProbeAsync(new() { Url = new($"http://127.0.0.1:{FreePort()}/") });

        Assert.Equal(ProbeErrorKind.Connection, result.Error!.Kind);
        Assert.Matches(@"^connection refused by 127\.0\.0\.1:\d+$", result.Error.Message);
        Assert.True(result.Error.Transient);
        Assert.Null(result.Headline);
        Assert.Equal(0, result.Metric("probe_success"));
        Assert.Equal(0, result.Metric("probe_http_status_code"));
        Assert.Equal("connect", result.Evidence!.SlowestPhase);
        Assert.StartsWith("127.0.0.1:", result.Evidence.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_address_is_a_dns_error()
    {
        var result = await HttpProbing.ProbeAsync(new() { Url = new("http://nowhere.example/") },
            lookup: (_, _, _) => throw new SocketException((int)SocketError.HostNotFound));

        Assert.Equal(new ProbeError(ProbeErrorKind.Dns, "name \"nowhere.example\" has no address", Transient: false), result.Error);
        Assert.Null(result.Headline);
        Assert.Equal("resolve", result.Evidence!.SlowestPhase);
    }

    [Fact]
    public async Task A_name_server_that_is_away_is_told_from_a_name_that_does_not_exist()
    {
        var result = await HttpProbing.ProbeAsync(new() { Url = new("http://shop.example/") },
            lookup: (_, _, _) => throw new SocketException((int)SocketError.TryAgain));

        Assert.Equal(new(ProbeErrorKind.Dns, "no name server answered the question for \"shop.example\"", Transient: true), result.Error);
    }

    [Fact]
    public async Task A_literal_of_the_wrong_family_has_no_address()
    {
        var result = await HttpProbing.ProbeAsync(new() { Url = new("http://127.0.0.1/"), Ip = IpChoice.Ipv6 });

        Assert.Equal("name \"127.0.0.1\" has no IPv6 address", result.Error!.Message);
    }

    [Fact]
    public async Task A_connection_closed_without_a_word_is_tried_only_once()
    {
        await using var server = new HttpRawServer(HttpRawServer.ReadHeadAsync);

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url });

        Assert.Equal(ProbeErrorKind.Connection, result.Error!.Kind);
        Assert.Equal($"127.0.0.1:{server.Port} closed the connection without an answer", result.Error.Message);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "connection", "closed the connection before the end of the response")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1", "connection", "closed the connection before the end of the response")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "protocol", "does not keep to HTTP")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "protocol", "does not keep to HTTP")]
    [InlineData("\0\u0001\u0002\u0003\r\n\r\n\r\n\r\n", "protocol", "does not keep to HTTP")]
    public async Task What_is_not_http_is_said_so(string answer, string kind, string message)
    {
        await using var server = HttpRawServer.Sending(answer);

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url });

        Assert.Equal(kind, result.Status);
        Assert.StartsWith($"127.0.0.1:{server.Port} {message}", result.Error!.Message, StringComparison.Ordinal);
        Assert.Null(result.Headline);
    }

    [Fact]
    public async Task A_huge_header_is_refused()
    {
        await using var server = HttpRawServer.Sending($"HTTP/1.1 200 OK\r\nX: {new string('x', 100_000)}\r\n\r\n");

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url });

        Assert.Equal($"127.0.0.1:{server.Port} sent a header of more than 64 KB", result.Error!.Message);
    }

    [Fact]
    public async Task A_reset_in_the_middle_is_a_connection_error()
    {
        await using var server = new HttpRawServer(async (connection, stop) =>
        {
            await HttpRawServer.AnswerAsync(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", stop);
            connection.Socket.Close(timeout: 0);
        });

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url });

        Assert.Equal(ProbeErrorKind.Connection, result.Error!.Kind);
        Assert.Equal($"connection reset by 127.0.0.1:{server.Port}", result.Error.Message);
    }

    [Fact]
    public async Task An_endless_body_ends_at_the_limit()
    {
        await using var server = new HttpRawServer(async (connection, stop) =>
        {
            await HttpRawServer.AnswerAsync(connection, "HTTP/1.1 200 OK\r\n\r\n", stop);
            while (true)
            {
                await connection.WriteAsync(new byte[64 * 1024], stop);
            }
        });

        var result = await HttpProbing.ProbeAsync(new() { Url = server.Url, MaxBody = new(1 << 20) });

        Assert.Equal(new(ProbeErrorKind.Protocol, "the body is longer than 1048576 bytes (max_body)", Transient: false), result.Error);
    }

    [Fact]
    public async Task A_tls_handshake_with_a_plain_server_is_a_tls_error()
    {
        await using var server = new HttpRawServer((connection, stop) =>
            connection.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), stop).AsTask());

        var result = await HttpProbing.ProbeAsync(new() { Url = new($"https://127.0.0.1:{server.Port}/") });

        Assert.Equal(ProbeErrorKind.Tls, result.Error!.Kind);
        Assert.StartsWith($"the TLS handshake with 127.0.0.1:{server.Port} failed: ", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_refuses_the_tunnel_is_named()
    {
        await using var proxy = HttpRawServer.Sending("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");

        var result = await HttpProbing.ProbeAsync(new() { Url = new("https://shop.example/"), Proxy = proxy.Url });

        Assert.Equal(ProbeErrorKind.Connection, result.Error!.Kind);
        Assert.StartsWith("the proxy opened no tunnel", result.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Only_where_a_proxy_keeps_us_from_the_target_its_status_is_an_authentication_error(string scheme)
    {
        await using var proxy = HttpRawServer.Sending("HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n");

        var result = await HttpProbing.ProbeAsync(new() { Url = new($"{scheme}://shop.example/"), Proxy = proxy.Url });

        Assert.Equal(scheme == "https" ? ProbeErrorKind.Authentication : ProbeErrorKind.Expectation, result.Error!.Kind);
    }

    [Fact]
    public async Task No_message_shows_the_query_string()
    {
        var urls = new[] { $"http://127.0.0.1:{FreePort()}/?token=secret", "http://nowhere.invalid/?token=secret" };
        foreach (var url in urls)
        {
            var result = await HttpProbing.ProbeAsync(new() { Url = new(url) });

            Assert.DoesNotContain("secret", $"{result.Error} {result.Evidence}", StringComparison.Ordinal);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
