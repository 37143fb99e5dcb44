using Microsoft.Data.SqlClient;

namespace Lapwing.Probes.Databases.SqlServer;

/// <summary>Reads the connection of an SQL Server target, and sets what a probe needs where the user has not.</summary>
internal static class SqlServerConnection
{
    /// <summary>What the client library calls itself when nobody has named it.</summary>
    private static readonly string DefaultApplicationName = new SqlConnectionStringBuilder().ApplicationName;

    public static SqlConnectionStringBuilder Parse(string text, TimeSpan timeout)
    {
        try
        {
            return Normalised(new(text), timeout);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException
            or KeyNotFoundException or NotSupportedException)
        {
            throw ConnectionTextException.From(e, "SQL Server", text);
        }
    }

    public static string Address(SqlConnectionStringBuilder settings) =>
        $"{settings.DataSource}/{(settings.InitialCatalog.Length > 0 ? settings.InitialCatalog : "master")}";

    /// <summary>From the client's <c>16.00.4135</c>.</summary>
    public static Version Version(string text) => System.Version.TryParse(text, out var version) ? version : new();

    private static SqlConnectionStringBuilder Normalised(SqlConnectionStringBuilder settings, TimeSpan timeout)
    {
        if (settings.DataSource.Length == 0)
            throw new ConnectionTextException("The connection of this target names no server: add 'Server=…'.");
        var seconds = Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds));
        settings.Pooling = false;
        if (settings.ApplicationName == DefaultApplicationName)
            settings.ApplicationName = "lapwing";
        settings.ConnectTimeout = Math.Min(settings.ConnectTimeout, seconds);
        settings.CommandTimeout = Math.Min(settings.CommandTimeout, seconds);
        // Lapwing tries again by itself, and says so.
        settings.ConnectRetryCount = 0;
        settings.Enlist = false;
        return settings;
    }
}
