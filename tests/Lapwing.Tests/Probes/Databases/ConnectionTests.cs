using Lapwing.Config;
using Lapwing.Config.Connections;
using Lapwing.Probes;
using Lapwing.Probes.Databases.MySql;
using Lapwing.Probes.Databases.Postgres;
using MySqlConnector;
using Npgsql;

namespace Lapwing.Tests.Probes.Databases;

public sealed class ConnectionTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData("postgresql://me:p%40ss@db.example:6432/shop?sslmode=verify-full&application_name=x", "db.example:6432/shop", "p@ss")]
    [InlineData("postgres://me:p@ss@db.example/shop", "db.example:5432/shop", "p@ss")]
    [InlineData("postgresql://me:p@a:1,b:2/shop?target_session_attrs=any", "a:1,b:2/shop", "p")]
    [InlineData("postgresql://me:p@[::1]:6432/shop", "[::1]:6432/shop", "p")]
    [InlineData("Host=db.example;Username=me;Password='a;b'", "db.example:5432", "a;b")]
    public void Postgresql_is_reached_by_url_or_connection_string(string text, string address, string password)
    {
        var settings = PostgresClient.Settings(text, Timeout);

        Assert.Equal(address, PostgresConnection.Address(settings));
        Assert.Equal(("me", password), (settings.Username, settings.Password));
        Assert.False(settings.Pooling);
        Assert.Equal((3, 3), (settings.Timeout, settings.CommandTimeout));
        Assert.NotNull(settings.ApplicationName);
    }

    [Fact]
    public void Options_of_libpq_are_understood()
    {
        var settings = PostgresClient.Settings("postgresql://h/d?sslmode=verify-ca&sslrootcert=/ca.pem&user=u&connect_timeout=2", Timeout);

        Assert.Equal(SslMode.VerifyCA, settings.SslMode);
        Assert.Equal(("/ca.pem", "u", 2), (settings.RootCertificate, settings.Username, settings.Timeout));
    }

    [Theory]
    [InlineData("mysql://me:p%40ss@db.example:3307/shop?ssl-mode=VERIFY_CA", "db.example:3307/shop", MySqlSslMode.VerifyCA)]
    [InlineData("Server=db.example;User ID=me;Password=p@ss;SslMode=None", "db.example:3306", MySqlSslMode.None)]
    public void Mysql_is_reached_by_url_or_connection_string(string text, string address, MySqlSslMode tls)
    {
        var settings = MySqlClient.Settings(text, Timeout);

        Assert.Equal(address, MySqlConnectionText.Address(settings));
        Assert.Equal(("me", "p@ss", tls), (settings.UserID, settings.Password, settings.SslMode));
        Assert.False(settings.Pooling);
    }

    [Theory]
    [InlineData("Postgresql", "Host=no-such-host.invalid;Username=u;Password=hunter2")]
    [InlineData("Mysql", "Server=no-such-host.invalid;User ID=u;Password=hunter2")]
    [InlineData("Redis", "redis://u:hunter2@no-such-host.invalid")]
    public async Task A_name_without_an_address_is_a_failure_of_dns(string engine, string connection)
    {
        await using var run = new ProbeRun(Enum.Parse<DatabaseEngine>(engine), connection);

        var error = (await run.RunAsync()).Failure(ProbeErrorKind.Dns);

        Assert.Contains("no-such-host.invalid", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Postgresql", "Host=127.0.0.1;Port={0};Username=u;Password=p")]
    [InlineData("Mysql", "Server=127.0.0.1;Port={0};User ID=u;Password=p")]
    [InlineData("Redis", "127.0.0.1:{0}")]
    public async Task A_hundred_refused_rounds_leave_no_socket_open(string engine, string connection)
    {
        var port = Testing.ServerProcess.FreePort();
        await using var run = new ProbeRun(
            Enum.Parse<DatabaseEngine>(engine), connection.Replace("{0}", $"{port}", StringComparison.Ordinal));
        await run.RunAsync();
        var before = OpenSockets();

        for (var i = 0; i < 100; i++)
        {
            var error = (await run.RunAsync()).Failure(ProbeErrorKind.Connection);
            Assert.True(error.Transient);
            Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
        }

        // Other tests run beside this one and open a few.
        Assert.InRange(OpenSockets(), 0, before + 50);
    }

    private static int OpenSockets() => Directory.Exists("/proc/self/fd")
        ? Directory.GetFiles("/proc/self/fd").Select(path => new FileInfo(path).LinkTarget ?? "")
            .Count(link => link.StartsWith("socket:", StringComparison.Ordinal))
        : 0;
}
