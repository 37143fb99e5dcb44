using System.Net.Sockets;
using System.Text;
using Lapwing.Config;
using Lapwing.Tests.Api;

namespace Lapwing.Tests.Faults;

/// <summary>HTTP requests that no decent client sends, each answered by a refusal, and names of targets that need care.</summary>
public sealed class HostileRequestTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly string[] Names = ["/var/log/a b.log", "a%2Fb", "100%", "größe/名前", "a+b?c#d&e", "..", "'; DROP TABLE", "a\\b"];

    private ServerFixture _server = null!;

    public static TheoryData<string> TargetNames => [.. Names];

    public async ValueTask InitializeAsync() => _server = await ServerFixture.StartAsync(new()
    {
        Defaults = new() { Interval = TimeSpan.FromHours(1) },
        Files = [.. Names.Select(name => new FileConfig { Name = name, Path = "/tmp/x" })],
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(TargetNames))]
    public async Task A_target_of_any_name_is_found(string name)
    {
        var path = $"/api/targets/{Uri.EscapeDataString(name).Replace(".", "%2E")}";
        var answer = await SendAsync($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        // Two dots are a step back in any path, however they are written.
        if (name == "..")
            Assert.DoesNotContain(" 500 ", answer, StringComparison.Ordinal);
        else
            Assert.Equal(name, (await _server.GetAsync($"/api/targets/{Uri.EscapeDataString(name)}")).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("GET /api/targets/%zz", 404)]
    [InlineData("GET /api/targets/%", 404)]
    [InlineData("GET /api/targets/%C0%AF", 404)]
    [InlineData("GET /api/targets/%2E%2E%2Fetc%2Fpasswd", 404)]
    [InlineData("GET /api/targets/a%2fb%2fc", 404)]
    [InlineData("GET /api/targets/a/b/c", 404)]
    [InlineData("GET /api/targets/%F0%9F%98%80", 404)]
    [InlineData("GET /api/targets/%ed%a0%80", 404)]
    [InlineData("GET /api/targets/x%0d%0aSet-Cookie:a=b", 404)]
    [InlineData("GET /api/targets/<script>alert(1)</script>", 404)]
    [InlineData("GET /../../../etc/passwd", 404)]
    [InlineData("GET //etc/passwd", 404)]
    [InlineData("GET /assets/..%2f..%2findex.html", 404)]
    [InlineData("GET http://elsewhere.example/api/targets/x", 400)]
    [InlineData("DELETE /api/targets/x", 405)]
    [InlineData("GET /-/reload", 405)]
    [InlineData("BREW /stats", 405)]
    [InlineData("GET /api/targets/%00", 400)]
    [InlineData("GET no-slash", 405)]
    [InlineData("GET /ws", 400)]
    [InlineData("g(t /stats", 400)]
    public async Task An_odd_request_is_refused(string request, int status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await SendAsync($"{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_too_long_is_refused()
    {
        const string end = "Connection: close\r\n\r\n";
        Assert.StartsWith("HTTP/1.1 414 ", await SendAsync($"GET /{new string('a', 10_000)} HTTP/1.1\r\nHost: x\r\n{end}"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await SendAsync($"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('a', 40_000)}\r\n{end}"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ", await SendAsync($"GET /api/targets/{new string('a', 4000)} HTTP/1.1\r\nHost: x\r\n{end}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 99999999999")]
    [InlineData("Content-Length: 2000000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task The_body_of_a_reload_is_not_read(string header)
    {
        // The configuration is broken on purpose, so 400 is the answer of the reload itself.
        var answer = await SendAsync($"POST /-/reload HTTP/1.1\r\nHost: x\r\n{header}\r\n\r\n{new string('0', 300_000)}");
        Assert.Contains("broken on purpose", answer, StringComparison.Ordinal);
    }

    /// <summary>The beginning of the answer; the server goes on for others.</summary>
    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_server.Http.BaseAddress!.Host, _server.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        var sending = client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken).AsTask();
        var buffer = new byte[4096];
        var length = 0;
        try
        {
            while (length < buffer.Length && await ReadAsync(client, buffer.AsMemory(length)) is > 0 and var count)
            {
                length += count;
            }

            await sending;
        }
        catch (IOException) when (length > 0)
        {
            // The server answered and closed before it had read everything.
        }

        await _server.GetAsync("/api/targets");
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static ValueTask<int> ReadAsync(TcpClient client, Memory<byte> buffer) =>
        new(client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken));
}
