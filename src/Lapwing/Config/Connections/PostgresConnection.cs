using System.Text.RegularExpressions;
using Npgsql;

namespace Lapwing.Config.Connections;

/// <summary>Reads the connection of a PostgreSQL target.</summary>
internal static partial class PostgresConnection
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

    private static void CheckHosts(string? hosts)
    {
        if (string.IsNullOrEmpty(hosts))
            throw new ConnectionTextException("names no host; add 'Host=…'");
        var list = hosts.Split(',');
        if (list.Length > MaxHosts)
            throw new ConnectionTextException($"names more than {MaxHosts} hosts");
        // What is wrong is not repeated: it may be a piece of a password.
        if (!Array.TrueForAll(list, Host.IsMatch))
            throw new ConnectionTextException("has a host or port that is none; write 'a:5432,b:5433', with a port from 1 to 65535, and an IPv6 address as '[::1]:5432'");
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

    /// <summary>A folder of sockets, or a name or address and perhaps its port, which the client reads only when it connects.</summary>
    [GeneratedRegex(@"\A([/@].*|[^:\[\]]*(:0*[1-9][0-9]{0,4})?|\[[^\[\]]*\](:0*[1-9][0-9]{0,4})?|[^\[\]:]*(:[^\[\]:]*){2,})\z", RegexOptions.Singleline)]
    private static partial Regex Host { get; }
}
