using System.Globalization;
using Npgsql;

namespace Lapwing.Probes.Databases.Postgres;

/// <summary>Reads the connection of a PostgreSQL target, and sets what a probe needs where the user has not.</summary>
internal static class PostgresConnection
{
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

    public static NpgsqlConnectionStringBuilder Parse(string text, TimeSpan timeout)
    {
        try
        {
            var settings = ConnectionUrl.Parse(text, "postgresql", "postgres") is { } url ? FromUrl(url) : new(text);
            return string.IsNullOrEmpty(settings.Host)
                ? throw new ConnectionTextException("The connection of this target names no host: add 'Host=…'.")
                : Normalised(settings, timeout);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            throw ConnectionTextException.From(e, "PostgreSQL", text);
        }
    }

    public static string Address(NpgsqlConnectionStringBuilder settings)
    {
        var several = settings.Host!.Contains(',');
        var port = several ? "" : string.Create(CultureInfo.InvariantCulture, $":{settings.Port}");
        return $"{settings.Host}{port}/{settings.Database ?? settings.Username}";
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

    private static NpgsqlConnectionStringBuilder Normalised(NpgsqlConnectionStringBuilder settings, TimeSpan timeout)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds));
        settings.Pooling = false;
        settings.ApplicationName ??= "lapwing";
        settings.Timeout = Math.Min(settings.Timeout, seconds);
        settings.CommandTimeout = Math.Min(settings.CommandTimeout, seconds);
        // How long a cancelled query may take to end before the connection is just dropped. The server is asked to stop it in any case.
        settings.CancellationTimeout = 500;
        // A failure's detail may quote data.
        settings.IncludeErrorDetail = false;
        settings.Enlist = false;
        return settings;
    }
}
