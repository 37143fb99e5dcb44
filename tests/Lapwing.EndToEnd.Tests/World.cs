using Lapwing.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Lapwing.EndToEnd.Tests;

/// <summary>
/// What is watched: an HTTP service that breaks when a test wants it to, and a database and a file that grow with every request to it, so that
/// whatever is watched moves for as long as it is watched.
/// </summary>
public sealed class World : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteConnection _database;
    private readonly Lock _growing = new();
    private HttpTestServer _api = null!;
    private int _requests;

    private World() =>
        _database = new(new SqliteConnectionStringBuilder { DataSource = DatabasePath, Pooling = false }.ToString());

    /// <summary>How the service answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>What the service answers.</summary>
    public string Body { get; set; } = """{"status": "ok"}""";

    public string DatabasePath => _folder["shop.db"];

    public string LogPath => _folder["shop.log"];

    public Uri Url(string path) => _api.Url(path);

    public string this[string file] => _folder[file];

    public static async Task<World> StartAsync()
    {
        var world = new World();
        await world._database.OpenAsync();
        world.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; CREATE TABLE orders(id INTEGER PRIMARY KEY);");
        world.ResizeLog(0);
        world._api = await HttpTestServer.StartAsync(world.AnswerAsync);
        return world;
    }

    public void ResizeLog(long bytes)
    {
        lock (_growing)
        {
            using var log = File.OpenWrite(LogPath);
            log.SetLength(bytes);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        Grow();
        context.Response.StatusCode = Status;
        return context.Response.WriteAsync(Body);
    }

    private void Grow()
    {
        lock (_growing)
        {
            var orders = ++_requests % 5 + 1;
            for (var i = 0; i < orders; i++)
            {
                Run("INSERT INTO orders DEFAULT VALUES");
            }

            File.AppendAllText(LogPath, $"{orders} orders were placed, and each of them had a line of about this length written about it.\n");
        }
    }

    private void Run(string sql)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
