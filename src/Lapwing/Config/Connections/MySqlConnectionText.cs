using MySqlConnector;

namespace Lapwing.Config.Connections;

/// <summary>Reads the connection of a MySQL target.</summary>
internal static class MySqlConnectionText
{
    private const int DefaultPort = 3306;

    public static MySqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            var settings = ConnectionUrl.Parse(text, "MySQL", "mysql", "mariadb") is { } url ? FromUrl(url) : new(text);
            return string.IsNullOrEmpty(settings.Server)
                ? throw new ConnectionTextException("names no server; add 'Server=…'")
                : settings;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            throw ConnectionTextException.From(e, "MySQL", text);
        }
    }

    public static string Address(MySqlConnectionStringBuilder settings)
    {
        // A path is that of a socket, which has no port.
        var server = settings.Server.StartsWith('/') ? settings.Server : ConnectionUrl.HostPort(settings.Server, (int)settings.Port);
        return string.IsNullOrEmpty(settings.Database) ? server : $"{server}/{settings.Database}";
    }

    private static MySqlConnectionStringBuilder FromUrl(ConnectionUrl url)
    {
        var settings = new MySqlConnectionStringBuilder
        {
            Server = url.Hosts,
            Port = (uint)(url.Port ?? DefaultPort),
            UserID = url.User ?? "",
            Password = url.Password ?? "",
            Database = url.Database ?? "",
        };
        foreach (var (name, value) in url.Options)
        {
            // The shell writes ssl-mode=VERIFY_CA where .NET writes SslMode=VerifyCA.
            var key = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
            var isSslMode = key.Equals("sslmode", StringComparison.OrdinalIgnoreCase);
            settings[key] = isSslMode ? value.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal) : value;
        }

        return settings;
    }
}
