using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Probes.Databases;
using Lapwing.Probes.Databases.MySql;
using Lapwing.Probes.Databases.Postgres;
using Lapwing.Probes.Databases.Redis;
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
    [InlineData("postgresql://me:p@[::1]:6432/shop", "::1:6432/shop", "p")]
    [InlineData("Host=db.example;Username=me;Password='a;b'", "db.example:5432/me", "a;b")]
    public void Postgresql_is_reached_by_url_or_connection_string(string text, string address, string password)
    {
        var settings = PostgresConnection.Parse(text, Timeout);

        Assert.Equal(address, PostgresConnection.Address(settings));
        Assert.Equal(("me", password), (settings.Username, settings.Password));
        Assert.False(settings.Pooling);
        Assert.Equal((3, 3), (settings.Timeout, settings.CommandTimeout));
        Assert.NotNull(settings.ApplicationName);
    }

    [Fact]
    public void Options_of_libpq_are_understood()
    {
        var settings = PostgresConnection.Parse("postgresql://h/d?sslmode=verify-ca&sslrootcert=/ca.pem&user=u&connect_timeout=2", Timeout);

        Assert.Equal(SslMode.VerifyCA, settings.SslMode);
        Assert.Equal(("/ca.pem", "u", 2), (settings.RootCertificate, settings.Username, settings.Timeout));
    }

    [Theory]
    [InlineData("mysql://me:p%40ss@db.example:3307/shop?ssl-mode=VERIFY_CA", "db.example:3307/shop", MySqlSslMode.VerifyCA)]
    [InlineData("Server=db.example;User ID=me;Password=p@ss;SslMode=None", "db.example:3306", MySqlSslMode.None)]
    public void Mysql_is_reached_by_url_or_connection_string(string text, string address, MySqlSslMode tls)
    {
        var settings = MySqlConnectionText.Parse(text, Timeout);

        Assert.Equal(address, MySqlConnectionText.Address(settings));
        Assert.Equal(("me", "p@ss", tls), (settings.UserID, settings.Password, settings.SslMode));
        Assert.False(settings.Pooling);
    }

    [Theory]
    [InlineData(nameof(DatabaseEngine.Postgresql), "postgresql://u:s3cret@a:1,b:x/shop")]
    [InlineData(nameof(DatabaseEngine.Postgresql), "postgresql://u:s3c,ret?@db")]
    [InlineData(nameof(DatabaseEngine.Postgresql), "Data Source=;Password=s3cret")]
    [InlineData(nameof(DatabaseEngine.Sqlite), "/var/s3cret\0.db")]
    public async Task What_a_client_library_chokes_on_is_a_clear_error_without_secrets(string engine, string text)
    {
        await using var probe = new DatabaseProbe(new() { Engine = Enum.Parse<DatabaseEngine>(engine), Connection = new(text) }, TimeProvider.System);

        var error = (await probe.RunAsync(TestContext.Current.CancellationToken)).Error!;

        Assert.Equal((ProbeErrorKind.Connection, false), (error.Kind, error.Transient));
        Assert.StartsWith("The connection of this target", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_place_of_a_connection_is_refused_at_once()
    {
        var config = new DatabaseConfig { Engine = DatabaseEngine.Postgresql, Connection = new(new string('=', 1_000_000)) };
        Assert.Throws<ConnectionTextException>(() => DatabaseClient.Create(config, TimeProvider.System));
    }

    [Theory]
    [InlineData("redis://h", "h:6379/0", null, null, false)]
    [InlineData("redis://:pw@h:7000/2", "h:7000/2", null, "pw", false)]
    [InlineData("rediss://me:p%2Fw@h:7000", "h:7000/0", "me", "p/w", true)]
    [InlineData("h:7000,password=p=w,user=me,ssl=true,defaultDatabase=3,abortConnect=false", "h:7000/3", "me", "p=w", true)]
    [InlineData("h,ssl=true", "h:6380/0", null, null, true)]
    public void Redis_is_reached_by_url_or_configuration_string(string text, string address, string? user, string? password, bool tls)
    {
        var options = RedisOptions.Parse(text);

        Assert.Equal((address, user, password, tls, "h"), (options.Address, options.User, options.Password, options.Tls, options.TlsHost));
    }

    [Theory]
    [InlineData("Postgresql", "Host=h;Pasword=hunter2", "pasword")]
    [InlineData("Postgresql", "Host=h;Port=many;Password=hunter2", "port")]
    [InlineData("Postgresql", "Host=h;Password=ab;hunter2=3", "quote a password that holds ';'")]
    [InlineData("Postgresql", "Username=u;Password=hunter2", "names no host")]
    [InlineData("Postgresql", "postgresql://u:hunter2@h:x/d", "no valid port")]
    [InlineData("Postgresql", "postgresql://u:hunter2@h/d?colour=blue", "colour")]
    [InlineData("Mysql", "Server=h;Pasword=hunter2", "Pasword")]
    [InlineData("Mysql", "Password=hunter2", "names no server")]
    [InlineData("Sqlserver", "Server=h;Pasword=hunter2", "pasword")]
    [InlineData("Sqlserver", "Server=h;Password=hunter2;Connect Timeout=x", "SQL Server connection string")]
    [InlineData("Redis", "h:x,password=hunter2", "no valid port")]
    [InlineData("Redis", "h,pasword=hunter2", "unknown option")]
    [InlineData("Redis", "a:1,b:2,password=hunter2", "one Redis server")]
    [InlineData("Sqlite", "Datasource=x;Password=hunter2", "password")]
    [InlineData("Sqlite", "", "names no file")]
    public async Task A_connection_with_a_mistake_says_what_is_wrong_but_not_the_password(string engine, string text, string expected)
    {
        await using var run = new ProbeRun(Enum.Parse<DatabaseEngine>(engine), text);

        var error = (await run.RunAsync()).Failure(ProbeErrorKind.Connection);

        Assert.Contains(expected, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
        Assert.False(error.Transient);
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
