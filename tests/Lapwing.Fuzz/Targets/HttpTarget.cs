using System.Net.Sockets;
using System.Text.Json;
using Lapwing.Api;
using Lapwing.Config;
using Lapwing.Config.Values;
using Lapwing.Probes;
using Lapwing.Probes.Http;
using Lapwing.Testing;

namespace Lapwing.Fuzz.Targets;

/// <summary>A response of a server, head and body: read, followed, decompressed, judged and shown.</summary>
internal sealed class HttpTarget : IFuzzTarget
{
    /// <summary>The server closes when it has sent all, so that nothing waits for a time-out.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpRawServer _server;
    private readonly HttpProbe[] _probes;
    private byte[] _answer = [];

    public HttpTarget()
    {
        _server = new(AnswerAsync);
        var cpu = new CpuPool(1);
        _probes = [.. Targets().Select(config => new HttpProbe(config, cpu, TimeProvider.System))];
    }

    public string Words => "HTTP/1.1 HTTP/1.0 200 204 304 100 101 301 302 \r\n \r\n\r\n Content-Length: Transfer-Encoding: chunked Content-Encoding: "
        + "gzip br deflate identity Content-Type: charset= utf-7 utf-16 gbk iso-2022-jp hz-gb-2312 x-Chinese-CNS Location: https:// http:// // "
        + "; , : \" \t \0 \u00ff 0\r\n\r\n ffffffff\r\n {\"status\": [ null 1e999 \\ud800 \ud83d\ude00";

    public void Dispose() => _server.DisposeAsync().AsTask().Wait();

    public void Run(ReadOnlySpan<byte> input)
    {
        _answer = input.ToArray();
        foreach (var probe in _probes)
        {
            RunAsync(probe).GetAwaiter().GetResult();
        }
    }

    private static async Task RunAsync(HttpProbe probe)
    {
        using var limit = new CancellationTokenSource(Timeout, TimeProvider.System);
        var result = await probe.RunAsync(limit.Token);
        BrokenPromiseException.ThrowUnless(result.Error is null or { Kind: not ProbeErrorKind.Internal, Message.Length: < 1000 }, result.Error?.Message);
        BrokenPromiseException.ThrowUnless(result.Error?.Message.Any(char.IsControl) is not true);
        var run = new ProbeRun(0, TimeSpan.Zero, [new(result.Status, result.Error?.Message, TimeSpan.Zero)], result);
        _ = JsonSerializer.SerializeToUtf8Bytes(RunView.Of(run), ApiJson.Default.RunView);
    }

    /// <summary>One that judges everything, and one that follows redirects: as through a proxy, so that all of them lead back here.</summary>
    private IEnumerable<ApiConfig> Targets()
    {
        var expect = new ApiExpectConfig
        {
            Body = new() { Contains = "ok", Matches = "o.*k", Json = new ValueMap<string>([new("$.status", "ok"), new("$..a[?(@.b > 1)].c", "1")]) },
            Headers = new ValueMap<string>([new("Content-Type", "^application/json"), new("X-Mark", "a+b")]),
        };
        yield return new() { Url = _server.Url, MaxRedirects = 0, MaxBody = new(64 * 1024), Expect = expect };
        yield return new() { Url = new("http://shop.example/"), Proxy = _server.Url, MaxRedirects = 3, MaxBody = new(64 * 1024) };
    }

    private async Task AnswerAsync(NetworkStream connection, CancellationToken stop)
    {
        await HttpRawServer.ReadHeadAsync(connection, stop);
        await connection.WriteAsync(_answer, stop);
    }
}
