using Lapwing.Config.Values;

namespace Lapwing.Config.Connections;

/// <summary>Where the connection of a database target leads, free of secrets: <c>host:port/database</c>, or the path of a file.</summary>
internal static class ConnectionAddress
{
    /// <summary>Far beyond any connection; client libraries take time in the square of its length.</summary>
    private const int MaxLength = 10_000;

    /// <summary>Reads it out of the connection: the address, or what is wrong with the connection.</summary>
    public static (string? Address, string? Problem) Read(DatabaseEngine engine, Secret connection)
    {
        if (connection.Reveal().Length > MaxLength)
            return (null, $"is longer than {MaxLength} characters; write a connection, not what stands in a file");
        try
        {
            return (Of(engine, connection.Reveal()), null);
        }
        catch (ConnectionTextException e)
        {
            return (null, e.Message);
        }
        catch (Exception e)
        {
            // Client libraries fail by all kinds of exceptions on what they do not understand, and quote pieces of it.
            return (null, $"is not understood ({e.GetType().Name})");
        }
    }

    private static string Of(DatabaseEngine engine, string connection) => engine switch
    {
        DatabaseEngine.Postgresql => PostgresConnection.Address(PostgresConnection.Parse(connection)),
        DatabaseEngine.Mysql => MySqlConnectionText.Address(MySqlConnectionText.Parse(connection)),
        DatabaseEngine.Sqlserver => SqlServerConnection.Address(SqlServerConnection.Parse(connection)),
        DatabaseEngine.Sqlite => SqlitePath.Parse(connection),
        DatabaseEngine.Redis => RedisOptions.Parse(connection).Address,
        _ => throw new NotSupportedException($"No connection for {engine}."),
    };
}
