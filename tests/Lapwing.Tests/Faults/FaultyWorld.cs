using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Lapwing.Config;
using Lapwing.Testing;
using Lapwing.Tests.Probes.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using static Lapwing.Tests.Faults.FaultyConnections;

namespace Lapwing.Tests.Faults;

/// <summary>APIs, databases and files that are broken in all the ways we know, and a few that are well.</summary>
internal sealed class FaultyWorld : IAsyncDisposable
{
    /// <summary>Names of what is well begin so.</summary>
    public const string Good = "good ";

    /// <summary>Names of what is now well and now not begin so.</summary>
    public const string Changing = "changing ";

    /// <summary>What hangs costs a round so much.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    private readonly Stack<IAsyncDisposable> _servers = new();
    private readonly DeafListener _deaf = new();
    private readonly HttpTestCertificates _certificates = new();
    private readonly TempFolder _folder = new();
    private readonly List<ApiConfig> _apis = [];
    private readonly List<DatabaseConfig> _databases = [];
    private readonly List<FileConfig> _files = [];

    public LapwingConfig Config => new()
    {
        // As often as rounds ask for it: each waits for all.
        Defaults = new() { Interval = TimeSpan.FromMilliseconds(10), Timeout = Short, Retry = new() { Attempts = 1 } },
        Apis = [.. _apis],
        Databases = [.. _databases],
        Files = [.. _files],
    };

    public static async Task<FaultyWorld> CreateAsync()
    {
        var world = new FaultyWorld();
        world.AddApis();
        await world.AddHttpServersAsync();
        world.AddDatabases();
        world.AddFiles();
        return world;
    }

    /// <summary>What changes from round to round.</summary>
    public void Change(int round)
    {
        if (round % 2 == 0)
            File.AppendAllText(_folder["vanishing.log"], $"ERROR {round}\n");
        else
            File.Delete(_folder["vanishing.log"]);

        File.AppendAllText(_folder["rotating.log"], $"ERROR {round}\n");
        if (round % 3 == 0)
            File.Move(_folder["rotating.log"], _folder[$"rotating.log.{round % 20}"], overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _deaf.Dispose();
        _certificates.Dispose();
        _folder.Dispose();
    }

    private void AddApis()
    {
        const string json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
        var bomb = Encoding.Latin1.GetString(Gzip(new byte[4 << 20]));
        var silent = Serve(Hang);
        Add("refuses", "http://127.0.0.1:1/");
        Add("deaf", $"http://127.0.0.1:{_deaf.Port}/");
        Add("hangs", Http(silent));
        Add("hangs, kept", Http(silent), api => api with { KeepAlive = true });
        Add("hangs in TLS", $"https://127.0.0.1:{silent}/");
        Add("hangs behind a proxy", "http://shop.example/", api => api with { Proxy = new(Http(silent)) });
        Add("hangs in a tunnel", "https://shop.example/", api => api with { Proxy = new(Http(silent)) });
        Add("hangs up", Http(Serve(HangUp)));
        Add("hangs up in TLS", $"https://127.0.0.1:{Serve(HangUp)}/");
        Add("resets", Http(Serve(Reset)));
        Add("drips", Http(Serve(Drip)));
        Add("endless header", Http(Serve(Endless("HTTP/1.1 200 OK\r\n", "X-Mark: aaaaaaaa\r\n"))));
        Add("endless line", Http(Serve(Endless("HTTP/1.1 200 OK\r\nX-Mark: ", "a"))));
        Add("endless body", Http(Serve(Endless("HTTP/1.1 200 OK\r\n\r\n", "a"))));
        Add("endless chunks", Http(Serve(Endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "2\r\nok\r\n"))), Judged);
        Add("cut in the header", Http(Serve(Answer("HTTP/1.1 200 OK\r\nContent-"))));
        Add("cut in the body", Http(Serve(Answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"))));
        Add("cut in the body, kept", Http(Serve(Answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"))), api => api with { KeepAlive = true });
        Add("garbage", Http(Serve(Answer("what?\r\n\r\n"))));
        Add("garbage in TLS", $"https://127.0.0.1:{Serve(Answer("what?\r\n\r\n"))}/");
        Add("another HTTP", Http(Serve(Answer(json + "\r\n"))), api => api with { HttpVersion = HttpVersionChoice.Http2 });
        Add("redirects to itself", Http(Serve(Answer("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"))));
        Add("a bomb", Http(Serve(Answer($"{json}Content-Encoding: gzip\r\n\r\n{bomb}"))), Judged);
        Add("no Brotli", Http(Serve(Answer(json + "Content-Encoding: br\r\n\r\n12345678"))), Judged);
        Add("no JSON", Http(Serve(Answer(json + "\r\n{\"status\": "))), Judged);

        static ApiConfig Judged(ApiConfig api) => api with { Expect = new() { Body = new() { Matches = "ok+$", Json = new([new("$.status", "ok")]) } } };
    }

    private async Task AddHttpServersAsync()
    {
        var down = await HttpTestServer.StartAsync("down", 503);
        var untrusted = await HttpTestServer.StartAsync(_ => Task.CompletedTask, listen => listen.UseHttps(_certificates.Issue()));
        var good = await HttpTestServer.StartAsync("ok");
        _servers.Push(down);
        _servers.Push(untrusted);
        _servers.Push(good);
        Add("down", $"{down.Url()}");
        Add("not trusted", $"{untrusted.Url(scheme: "https", host: "localhost")}", api => api with { Timeout = Patient });
        Add(Good + "API", $"{good.Url()}", api => api with { Timeout = Patient });
        Add(Good + "API, kept", $"{good.Url()}", api => api with { Timeout = Patient, KeepAlive = true });
    }

    private void AddDatabases()
    {
        const string postgres = "Host=127.0.0.1;Port={0};Username=u;Password=p;SSL Mode=Disable";
        const string mysql = "Server=127.0.0.1;Port={0};User ID=u;Password=p";
        const string redis = "127.0.0.1:{0}";
        Add("PostgreSQL that hangs", DatabaseEngine.Postgresql, postgres, Hang);
        Add("PostgreSQL that hangs up", DatabaseEngine.Postgresql, postgres, HangUp);
        Add("PostgreSQL that dies", DatabaseEngine.Postgresql, postgres, PostgresThatDies);
        Add("no PostgreSQL", DatabaseEngine.Postgresql, postgres, Answer("HTTP/1.1 400 Bad Request\r\n\r\n"));
        Add("MySQL that hangs", DatabaseEngine.Mysql, mysql, Hang);
        Add("MySQL that hangs up", DatabaseEngine.Mysql, mysql, HangUp);
        Add("Redis that hangs", DatabaseEngine.Redis, redis, Hang);
        Add("Redis that resets", DatabaseEngine.Redis, redis, Reset);
        Add("Redis that dies", DatabaseEngine.Redis, redis, Answer("+PONG\r\n$1000\r\n# Server\r\nredis_version:8"));
        Add("Redis without end", DatabaseEngine.Redis, redis, Endless("+PONG", "a"));
        Add("no Redis", DatabaseEngine.Redis, redis, Answer("HTTP/1.1 400 Bad Request\r\n\r\n"));

        File.WriteAllText(_folder["rubbish.db"], new string('x', 10_000));
        _databases.Add(new() { Name = "no SQLite", Engine = DatabaseEngine.Sqlite, Connection = new(_folder["rubbish.db"]), Timeout = Patient });
        _databases.Add(new() { Name = "missing SQLite", Engine = DatabaseEngine.Sqlite, Connection = new(_folder["none.db"]), Timeout = Patient });

        using var made = new SqliteConnection($"Data Source={_folder["good.db"]};Pooling=False");
        made.Open();
        using var command = made.CreateCommand();
        command.CommandText = "CREATE TABLE t (a)";
        command.ExecuteNonQuery();
        _databases.Add(new() { Name = Good + "SQLite", Engine = DatabaseEngine.Sqlite, Connection = new(_folder["good.db"]), Timeout = Patient });
    }

    private void AddFiles()
    {
        using (var made = Process.Start("mkfifo", _folder["pipe"]))
        {
            made.WaitForExit();
        }

        File.CreateSymbolicLink(_folder["dangling"], _folder["nothing"]);
        File.CreateSymbolicLink(_folder["loop"], _folder["loop"]);
        File.WriteAllText(_folder["good.log"], "all is well\n");
        foreach (var (name, path) in new[]
        {
            ("pipe", _folder["pipe"]), ("dangling link", _folder["dangling"]), ("loop of links", _folder["loop"]), ("folder", _folder.Path),
            ("device", "/dev/zero"), ("missing", _folder["missing"]), ("missing folder", _folder["missing/*.log"]),
            (Changing + "vanishing", _folder["vanishing.log"]), (Changing + "rotating", _folder["rotating*"]), (Good + "file", _folder["good.log"]),
        })
        {
            _files.Add(new()
            {
                Name = name, Path = path, Timeout = Patient, Checksum = true,
                Match = [new() { Metric = "errors_total", Regex = "ERROR" }],
            });
        }

        // A regular file, as far as the system says, that no one can read at its beginning.
        _files.Add(new() { Name = Changing + "unreadable", Path = "/proc/self/mem", Timeout = Patient, Checksum = true });
    }

    private void Add(string name, string url, Func<ApiConfig, ApiConfig>? change = null)
    {
        var api = new ApiConfig { Name = name, Url = new(url), MaxBody = new(1 << 20) };
        _apis.Add(change is null ? api : change(api));
    }

    private void Add(string name, DatabaseEngine engine, string connection, Func<NetworkStream, CancellationToken, Task> serve) =>
        _databases.Add(new() { Name = name, Engine = engine, Connection = new(string.Format(null, connection, Serve(serve))) });

    private static string Http(int port) => $"http://127.0.0.1:{port}/";

    private int Serve(Func<NetworkStream, CancellationToken, Task> serve)
    {
        var server = new HttpRawServer(serve);
        _servers.Push(server);
        return server.Port;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
