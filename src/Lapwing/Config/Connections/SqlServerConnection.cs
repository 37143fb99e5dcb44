using Microsoft.Data.SqlClient;

namespace Lapwing.Config.Connections;

/// <summary>Reads the connection of an SQL Server target.</summary>
internal static class SqlServerConnection
{
    private const string DefaultPort = "1433";

    public static SqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            ConnectionUrl.Parse(text, "SQL Server");
            var settings = new SqlConnectionStringBuilder(text);
            return settings.DataSource.Length > 0 ? settings : throw new ConnectionTextException("names no server; add 'Server=…'");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException
            or KeyNotFoundException or NotSupportedException)
        {
            throw ConnectionTextException.From(e, "SQL Server", text);
        }
    }

    /// <summary>The server with its port, or with its instance, whose port only the server knows.</summary>
    public static string Address(SqlConnectionStringBuilder settings)
    {
        var server = settings.DataSource.Trim();
        if (server.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase))
            server = server[4..];
        var comma = server.LastIndexOf(',');
        if (comma >= 0)
            server = $"{server[..comma].TrimEnd()}:{server[(comma + 1)..].TrimStart()}";
        else if (!server.Contains('\\'))
            server = $"{server}:{DefaultPort}";
        return $"{server}/{(settings.InitialCatalog.Length > 0 ? settings.InitialCatalog : "master")}";
    }
}
