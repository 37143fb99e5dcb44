using Microsoft.Data.Sqlite;

namespace Lapwing.Config.Connections;

/// <summary>Reads the connection of an SQLite target: a bare path, or <c>Data Source=path</c> with whatever stands beside it.</summary>
internal static class SqlitePath
{
    public static string Parse(string connection)
    {
        var path = connection.Trim();
        ConnectionUrl.Parse(path, "SQLite");
        if (path.Contains('=') && !File.Exists(path))
            path = FromConnectionString(path);
        return path is "" or ":memory:"
            ? throw new ConnectionTextException("names no file; give the path of an SQLite database")
            : Path.GetFullPath(path);
    }

    private static string FromConnectionString(string text)
    {
        try
        {
            var settings = new SqliteConnectionStringBuilder(text);
            return settings.Password.Length > 0
                ? throw new ConnectionTextException("has a password; encrypted SQLite files cannot be watched")
                : settings.DataSource;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw ConnectionTextException.From(e, "SQLite", text);
        }
    }
}
