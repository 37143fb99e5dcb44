using System.Globalization;
using MySqlConnector;

namespace Lapwing.Testing;

/// <summary>A real MariaDB with the account <c>admin</c>, who may do everything; shared by the tests of a run.</summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ServerProcess _process;

    private MariaDbServer(TempFolder folder, ServerProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>A connection string for the admin.</summary>
    public string Connection => ConnectionOf("admin", "secret");

    public static async Task<MariaDbServer> StartAsync()
    {
        var server = ServerProcess.Find("mariadb-server", "/usr/sbin/mariadbd", "/usr/sbin/mysqld");
        var folder = new TempFolder();
        var (data, port, init) = (folder["data"], ServerProcess.FreePort(), folder["init.sql"]);
        await ServerProcess.RunAsync(
            ServerProcess.Find("mariadb-server", "/usr/bin/mariadb-install-db", "/usr/bin/mysql_install_db"),
            "--no-defaults", $"--datadir={data}", $"--user={Environment.UserName}", "--auth-root-authentication-method=normal",
            "--skip-test-db");
        // The server reads one statement a line.
        await File.WriteAllLinesAsync(
            init, ["CREATE USER 'admin'@'%' IDENTIFIED BY 'secret';", "GRANT ALL ON *.* TO 'admin'@'%' WITH GRANT OPTION;"]);

        string[] arguments =
        [
            "--no-defaults", $"--datadir={data}", $"--port={port}", "--bind-address=127.0.0.1", $"--user={Environment.UserName}",
            $"--socket={folder["s"]}", $"--pid-file={folder["pid"]}", $"--init-file={init}", "--skip-name-resolve",
            "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=16M",
        ];
        var connection = ConnectionOf(port, "admin", "secret");
        return new(folder, await ServerProcess.StartAsync(server, arguments, () => RunAsync(connection, "SELECT 1")), port);
    }

    public string ConnectionOf(string user, string password, string database = "") => ConnectionOf(Port, user, password, database);

    /// <summary>Runs SQL as the admin.</summary>
    public Task RunAsync(string sql) => RunAsync(Connection, sql);

    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new MySqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Ends the server as a crash would.</summary>
    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string ConnectionOf(int port, string user, string password, string database = "") =>
        $"Server=127.0.0.1;Port={port};User ID={user};Password={password};Database={database};Pooling=false";

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
