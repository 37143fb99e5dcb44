using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace Lapwing.Testing;

/// <summary>A real PostgreSQL with the superuser <c>postgres</c>, shared by the tests of a run.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ServerProcess _process;

    private PostgresServer(TempFolder folder, ServerProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>A connection string for the superuser.</summary>
    public string Connection => ConnectionOf("postgres", "secret");

    public static async Task<PostgresServer> StartAsync()
    {
        var postgres = ServerProcess.Find("postgresql", "/usr/lib/postgresql/*/bin/postgres", "/usr/bin/postgres");
        var folder = new TempFolder();
        var (password, data, port) = (folder["password"], folder["data"], ServerProcess.FreePort());
        await File.WriteAllTextAsync(password, "secret");
        if (IsRoot)
            await ServerProcess.RunAsync("chown", "-R", "postgres", folder.Path);

        var initdb = Path.Combine(Path.GetDirectoryName(postgres)!, "initdb");
        var create = AsPostgres(
            initdb, "-D", data, "-U", "postgres", "--pwfile", password, "--auth", "scram-sha-256", "--no-sync", "--locale=C", "-E", "UTF8");
        await ServerProcess.RunAsync(create[0], create[1..]);

        string[] run = AsPostgres(
            postgres, "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture), "-k", folder.Path,
            "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=40", "-c", "autovacuum=off");
        var connection = ConnectionOf(port, "postgres", "secret");
        // TERM would wait for its clients to go; INT ends their sessions.
        return new(folder, await ServerProcess.StartAsync(run[0], run[1..], () => RunAsync(connection, "SELECT 1"), "INT"), port);
    }

    public string ConnectionOf(string user, string password, string database = "postgres") => ConnectionOf(Port, user, password, database);

    /// <summary>Runs SQL as the superuser.</summary>
    public Task RunAsync(string sql) => RunAsync(Connection, sql);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends the server as a crash would.</summary>
    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static bool IsRoot => RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && Environment.UserName == "root";

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static string[] AsPostgres(params string[] command) =>
        IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--", .. command] : command;

    private static string ConnectionOf(int port, string user, string password, string database = "postgres") =>
        $"Host=127.0.0.1;Port={port};Username={user};Password={password};Database={database};Pooling=false";

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
