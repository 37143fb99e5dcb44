using System.Globalization;
using Npgsql;

namespace Lapwing.Config.Connections;

/// <summary>Reads the connection of a PostgreSQL target.</summary>
internal static class PostgresConnection
{
    /// <summary>Standbys of one server. The client library takes milliseconds for each.</summary>
    private const int MaxHosts = 16;

    /// <summary>Options of the URL form, as libpq names them, whose names the client does not know.</summary>
    private static readonly Dictionary<string, string> LibpqNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["connect_timeout"] = "Timeout",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            var settings = ConnectionUrl.Parse(text, "PostgreSQL", "postgresql", "postgres") is { } url ? FromUrl(url) : new(text);
            CheckHosts(settings.Host);
            return settings;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            throw ConnectionTextException.From(e, "PostgreSQL", text);
        }
    }

    public static string Address(NpgsqlConnectionStringBuilder settings)
    {
        // Several hosts have their ports with them.
        var server = settings.Host!.Contains(',') ? settings.Host : ConnectionUrl.HostPort(settings.Host, settings.Port);
        return string.IsNullOrEmpty(settings.Database) ? server : $"{server}/{settings.Database}";
    }

    /// <summary>Several hosts may have a port each, which the client reads only when it connects.</summary>
    private static void CheckHosts(string? hosts)
    {
        if (string.IsNullOrEmpty(hosts))
            throw new ConnectionTextException("names no host; add 'Host=…'");
        var list = hosts.Split(',');
        if (list.Length > MaxHosts)
            throw new ConnectionTextException($"names more than {MaxHosts} hosts");
        if (list.Length > 1 && list.Any(host => host.LastIndexOf(':') is var colon and >= 0 && !host.EndsWith(']')
            && !ushort.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            throw new ConnectionTextException("has a host whose port is no number from 0 to 65535; write them as 'a:5432,b:5433'");
    }

    private static NpgsqlConnectionStringBuilder FromUrl(ConnectionUrl url)
    {
        var settings = new NpgsqlConnectionStringBuilder { Host = url.Hosts };
        if (url.Port is { } port)
            settings.Port = port;
        if (url.User is { } user)
            settings.Username = user;
        if (url.Password is { } password)
            settings.Password = password;
        if (url.Database is { } database)
            settings.Database = database;
        foreach (var (name, value) in url.Options)
        {
            // libpq writes verify-full and application_name where .NET writes VerifyFull and Application Name.
            var isSslMode = name.Equals("sslmode", StringComparison.OrdinalIgnoreCase);
            var key = isSslMode ? "SSL Mode" : LibpqNames.GetValueOrDefault(name) ?? name.Replace('_', ' ');
            settings[key] = isSslMode ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return settings;
    }
}
