using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Testing;
using Lapwing.Tests.Probes;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Lapwing.Tests.Api;

/// <summary>A whole server on a free port, whose probes answer what a test has set, or are those that a test makes.</summary>
public sealed class ServerFixture : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ScriptedProbe> _probes = new();
    private readonly ConcurrentDictionary<string, ProbeResult> _results = new();
    private readonly LapwingServer _server;
    private readonly TempFolder _data = new();
    private LapwingConfig _config;

    internal ServerFixture(LapwingConfig config, Func<TargetConfig, IProbe>? create = null, bool describeApi = false, string? data = null)
    {
        _config = config;
        _server = new LapwingServer(
            new ServerOptions
            {
                Listen = ["127.0.0.1:0"],
                Data = data ?? _data.Path,
                Load = () => Next,
                LogLevel = LogLevel.None,
                Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }),
                StopGrace = TimeSpan.FromSeconds(1),
                DescribeApi = describeApi,
            }, config, create ?? Create);
    }

    /// <summary>What a reload finds.</summary>
    internal ConfigResult Next { get; set; } = new(null, [new("lapwing.yml", new(1, 1), "apis", "broken on purpose")], []);

    public HttpClient Http { get; } = new();

    internal LapwingServer Server => _server;

    internal static async Task<ServerFixture> StartAsync(LapwingConfig? config = null, Func<TargetConfig, IProbe>? create = null, bool describeApi = false, string? data = null)
    {
        var fixture = new ServerFixture(config ?? Shop, create, describeApi, data);
        await fixture._server.StartAsync(fixture._config);
        fixture.Http.BaseAddress = new Uri(fixture._server.Urls.Single());
        return fixture;
    }

    /// <summary>Two APIs, a database and a file, asked once an hour: a test makes them run.</summary>
    internal static LapwingConfig Shop { get; } = new()
    {
        Defaults = new() { Interval = TimeSpan.FromHours(1) },
        Apis = [new() { Name = "orders", Url = new("http://shop.example/api/orders?key=secret") }, new() { Name = "users", Url = new("http://shop.example/api/users") }],
        Databases = [new() { Name = "shop db", Engine = DatabaseEngine.Sqlite, Connection = new("/var/shop.db;Password=secret") }],
        Files = [new() { Name = "log", Path = "/var/log/shop.log" }],
    };

    /// <summary>Makes a target run now and waits until the run has been seen by all.</summary>
    internal async Task RunAsync(string target, ProbeResult result)
    {
        var before = _server.Ingest.Batches;
        _results[target] = result;
        _probes[target].Signal();
        await WaitAsync(() => _server.Ingest.Batches > before, $"{target} to run");
    }

    internal Task RunAsync(string target, double headline) => RunAsync(target, new ProbeResult { Headline = headline });

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {response.StatusCode}");
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    public async Task<LiveSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(Http.BaseAddress!.ToString().Replace("http:", "ws:") + "ws"), TestContext.Current.CancellationToken);
        return new LiveSocket(socket);
    }

    public static async Task WaitAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, $"waited in vain for {what}");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Dispose();
        Http.Dispose();
    }

    private ScriptedProbe Create(TargetConfig config) => _probes[config.Name!] = new ScriptedProbe(_ => ValueTask.FromResult(
        _results.GetValueOrDefault(config.Name!) ?? new ProbeResult { Headline = 1 }));
}

/// <summary>A client of <c>/ws</c>.</summary>
public sealed class LiveSocket(ClientWebSocket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];

    public ClientWebSocket Socket => socket;

    public Task SendAsync(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>The next message of a type; others are passed over.</summary>
    public async Task<JsonElement> ReceiveAsync(string type)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
                length += received.Count;
                Assert.False(received.MessageType == WebSocketMessageType.Close, $"the server closed before a '{type}': {socket.CloseStatusDescription}");
            }
            while (!received.EndOfMessage);

            var message = JsonDocument.Parse(_buffer.AsMemory(0, length).ToArray()).RootElement;
            if (message.GetProperty("type").GetString() == type)
                return message;
        }
    }

    public void Dispose() => socket.Dispose();
}
