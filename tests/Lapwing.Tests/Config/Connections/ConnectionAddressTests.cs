using Lapwing.Config;
using Lapwing.Config.Connections;

namespace Lapwing.Tests.Config.Connections;

public sealed class ConnectionAddressTests
{
    private const string Hidden = "hunter2";

    [Theory]
    [InlineData("Postgresql", "postgresql://me:hunter2@db.example/shop?sslmode=require", "db.example:5432/shop")]
    [InlineData("Postgresql", "postgresql://me:hunter2@a:1,b:2/shop", "a:1,b:2/shop")]
    [InlineData("Postgresql", "postgresql://me:hunter2@[::1]:6432/shop", "[::1]:6432/shop")]
    [InlineData("Postgresql", "Host=db.example;Username=me;Password=hunter2", "db.example:5432")]
    [InlineData("Postgresql", "Host=/run/postgresql;Database=shop;Username=me;Password=hunter2", "/run/postgresql:5432/shop")]
    [InlineData("Mysql", " mysql://me:hunter2@db.example:3307/shop\n", "db.example:3307/shop")]
    [InlineData("Mysql", "mariadb://me:hunter2@db.example", "db.example:3306")]
    [InlineData("Mysql", "Server=::1;Database=shop;Uid=me;Pwd=hunter2", "[::1]:3306/shop")]
    [InlineData("Mysql", "Server=/run/mysqld.sock;Protocol=Unix;Database=shop;Uid=me;Pwd=hunter2", "/run/mysqld.sock/shop")]
    [InlineData("Sqlserver", "Server=db.example;User ID=me;Password=hunter2", "db.example:1433/master")]
    [InlineData("Sqlserver", "Server=tcp:db.example, 1444;Database=shop;User ID=me;Password=hunter2", "db.example:1444/shop")]
    [InlineData("Sqlserver", @"Server=db.example\EXPRESS;Database=shop;User ID=me;Password=hunter2", @"db.example\EXPRESS/shop")]
    [InlineData("Redis", "redis://me:hunter2@db.example", "db.example:6379/0")]
    [InlineData("Redis", "db.example:7000,user=me,password=hunter2,defaultDatabase=3", "db.example:7000/3")]
    [InlineData("Sqlite", "/data/shop.db", "/data/shop.db")]
    [InlineData("Sqlite", "Data Source=/data/shop.db;Cache=Shared", "/data/shop.db")]
    public void An_address_is_where_the_connection_leads_and_nothing_of_who_comes(string engine, string connection, string address)
    {
        var config = new DatabaseConfig { Engine = Enum.Parse<DatabaseEngine>(engine), Connection = new(connection) };

        Assert.Equal(address, config.Address);
    }

    [Theory]
    [InlineData("Postgresql", "Host=h;Pasword=hunter2", "pasword")]
    [InlineData("Postgresql", "Host=h;Port=many;Password=hunter2", "port")]
    [InlineData("Postgresql", "Host=h;Password=ab;hunter2=3", "quote a password that holds ';'")]
    [InlineData("Postgresql", "Username=u;Password=hunter2", "names no host")]
    [InlineData("Postgresql", "postgresql://u:hunter2@h:x/d", "no valid port")]
    [InlineData("Postgresql", "postgresql://u:12?hunter2@h/d", "percent-encode '?'")]
    [InlineData("Postgresql", "postgresql://u:hunter2@h/d?colour=blue", "colour")]
    [InlineData("Postgresql", "mysql://u:hunter2@h/d?x=y", "begins with mysql://, which is none of PostgreSQL; write postgresql://")]
    [InlineData("Postgresql", "jdbc:postgresql://h/d?password=hunter2", "begins with jdbc:postgresql://")]
    [InlineData("Postgresql", "u:hunter2@h/d", "PostgreSQL")]
    [InlineData("Postgresql", "postgresql://u:hunter2@a:1,b:x/shop", "has a host or port that is none")]
    [InlineData("Postgresql", "postgresql://u:hunter2@,,,,,,,,,,,,,,,,,,,,,,,/shop", "more than 16 hosts")]
    [InlineData("Postgresql", "postgresql://u:hun,ter2?@db", "percent-encode '?'")]
    [InlineData("Postgresql", "Data Source=;Password=hunter2", "is no connection string")]
    [InlineData("Mysql", "Server=h;Pasword=hunter2", "Pasword")]
    [InlineData("Mysql", "Server=h;Password=ab;hunter2=3", "quote a password that holds ';'")]
    [InlineData("Mysql", "Password=hunter2", "names no server")]
    [InlineData("Sqlserver", "Server=h;Pasword=hunter2", "pasword")]
    [InlineData("Sqlserver", "Server=h;Password=hunter2;Connect Timeout=x", "of SQL Server")]
    [InlineData("Sqlserver", "Server=h;Password=ab;hunter2=3", "quote a password that holds ';'")]
    [InlineData("Sqlserver", "sqlserver://u:hunter2@h/d?x=y", "write a connection string")]
    [InlineData("Redis", "h:x,password=hunter2", "no valid port")]
    [InlineData("Redis", "h,pasword=hunter2", "unknown option; did you mean 'password'?")]
    [InlineData("Redis", "h,password=a,hunter2=b", "a password with a comma needs the form redis://")]
    [InlineData("Redis", "h,password=hunter2,ssl=on", "neither true nor false")]
    [InlineData("Redis", "h,password=hunter2,defaultDatabase=-1", "no valid defaultDatabase")]
    [InlineData("Redis", "a:1,b:2,password=hunter2", "one Redis server")]
    [InlineData("Redis", "redis://:hunter2@a:1,b:2", "one host")]
    [InlineData("Redis", "u:hunter2@h:1", "one host")]
    [InlineData("Redis", "redis://u:hunter2@h/one", "no valid database")]
    [InlineData("Sqlite", "Datasource=x;Password=hunter2", "password")]
    [InlineData("Sqlite", "postgresql://u:hunter2@h/d", "none of SQLite")]
    [InlineData("Sqlite", "Data Source=", "names no file")]
    public void A_connection_with_a_mistake_says_what_is_wrong_but_not_the_password(string engine, string connection, string expected)
    {
        // In YAML a text in single quotes is as it stands.
        var error = Assert.Single(Read.Errors($"databases: [{{ engine: {engine.ToLowerInvariant()}, connection: '{connection.Replace("'", "''", StringComparison.Ordinal)}' }}]"));

        Assert.Contains("databases[0].connection: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Hidden, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_none_is_said_without_repeating_it() => Assert.Equal(
        (null, "is not understood (ArgumentException)"), ConnectionAddress.Read(DatabaseEngine.Sqlite, new("/var/hunter2\0.db")));

    [Fact]
    public void A_file_in_place_of_a_connection_is_refused_at_once() => Assert.Contains(
        "longer than 10000 characters",
        ConnectionAddress.Read(DatabaseEngine.Postgresql, new(new string('=', 1_000_000))).Problem,
        StringComparison.Ordinal);

    [Fact]
    public void Databases_of_one_engine_need_no_names_where_they_are_told_apart()
    {
        Read.Valid("""
            databases:
              - { engine: redis, connection: redis://a }
              - { engine: redis, connection: redis://b }
              - { engine: redis, connection: redis://b/1 }
            """);

        Assert.Contains("without one the name would be \"a:6379/0\"", Assert.Single(Read.Errors("""
            databases: [{ engine: redis, connection: redis://a }, { engine: redis, connection: "redis://:hunter2@a" }]
            """)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis://h", "h:6379/0", null, null, false, null)]
    [InlineData("redis://:pw@h:7000/2", "h:7000/2", null, "pw", false, null)]
    [InlineData("rediss://me:p%2Fw@h:7000?caFile=%2Fca.pem&sslHost=x", "h:7000/0", "me", "p/w", true, "x")]
    [InlineData("h:7000,password=p=w,user=me,ssl=true,defaultDatabase=3,abortConnect=false", "h:7000/3", "me", "p=w", true, null)]
    [InlineData("h,ssl=true,sslHost=x", "h:6380/0", null, null, true, "x")]
    [InlineData("[::1]:7000", "[::1]:7000/0", null, null, false, null)]
    [InlineData("[::1]", "[::1]:6379/0", null, null, false, null)]
    public void Redis_is_reached_by_url_or_a_list_of_options(
        string text, string address, string? user, string? password, bool tls, string? tlsHost)
    {
        var options = RedisOptions.Parse(text);

        Assert.Equal(
            (address, user, password, tls, tlsHost), (options.Address, options.User, options.Password, options.Tls, options.TlsHost));
    }
}
