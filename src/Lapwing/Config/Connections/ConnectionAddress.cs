using Lapwing.Config.Values;

namespace Lapwing.Config.Connections;

/// <summary>Where the connection of a database target leads, free of secrets: <c>host:port/database</c>, or the path of a file.</summary>
internal static class ConnectionAddress
{
    /// <summary>Reads it out of the connection: the address, or what is wrong with the connection.</summary>
    public static (string? Address, string? Problem) Read(DatabaseEngine engine, Secret connection)
    {
        try
        {
            return (Of(engine, connection.Reveal()), null);
        }
        catch (ConnectionTextException e)
        {
            return (null, e.Message);
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
