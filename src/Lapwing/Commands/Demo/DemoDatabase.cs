using Microsoft.Data.Sqlite;

namespace Lapwing.Commands.Demo;

/// <summary>An SQLite database that takes orders, at a rate that really wanders: 500 a second at most, 80 at least.</summary>
internal sealed class DemoDatabase(string path, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>Orders kept: the file stays small however long the demo runs.</summary>
    private const int OrdersKept = 50_000;

    private readonly CancellationTokenSource _stop = new();
    private Task _load = Task.CompletedTask;

    public string Path => path;

    public void Start()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Run(connection, """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            PRAGMA wal_autocheckpoint = 4000;
            CREATE TABLE IF NOT EXISTS orders(id INTEGER PRIMARY KEY, state TEXT NOT NULL, amount REAL NOT NULL, placed_at INTEGER NOT NULL);
            """);
        _load = Task.Run(() => LoadAsync(connection));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _load;
        _stop.Dispose();
    }

    private async Task LoadAsync(SqliteConnection connection)
    {
        await using var _ = connection;
        var rate = new Wave(80, 500, TimeSpan.FromSeconds(36), 0.1, time);
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                for (var orders = rate.Next() * Beat.TotalSeconds; orders > 0; orders--)
                {
                    Place(connection);
                }

                Run(connection, $"DELETE FROM orders WHERE id <= (SELECT max(id) FROM orders) - {OrdersKept}");
            }
        }
        catch (OperationCanceledException)
        {
            // The demo ends.
        }
    }

    private void Place(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO orders(state, amount, placed_at) VALUES ($state, $amount, $at)";
        command.Parameters.AddWithValue("$state", Random.Shared.Next(4) == 0 ? "waiting" : "paid");
        command.Parameters.AddWithValue("$amount", Math.Round(Random.Shared.NextDouble() * 200, 2));
        command.Parameters.AddWithValue("$at", time.GetUtcNow().ToUnixTimeSeconds());
        command.ExecuteNonQuery();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
