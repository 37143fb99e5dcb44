using System.Globalization;
using MySqlConnector;

namespace Lapwing.Probes.Databases.MySql;

/// <summary>Reads the connection of a MySQL target, and sets what a probe needs where the user has not.</summary>
internal static class MySqlConnectionText
{
    public static MySqlConnectionStringBuilder Parse(string text, TimeSpan timeout)
    {
        try
        {
            return Normalised(ConnectionUrl.Parse(text, "mysql", "mariadb") is { } url ? FromUrl(url) : new(text), timeout);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            throw ConnectionTextException.From(e, "MySQL", text);
        }
    }

    public static string Address(MySqlConnectionStringBuilder settings) =>
        string.Create(CultureInfo.InvariantCulture, $"{settings.Server}:{settings.Port}/{settings.Database}").TrimEnd('/');

    private static MySqlConnectionStringBuilder FromUrl(ConnectionUrl url)
    {
        var settings = new MySqlConnectionStringBuilder
        {
            Server = url.Hosts,
            Port = (uint)(url.Port ?? 3306),
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

    private static MySqlConnectionStringBuilder Normalised(MySqlConnectionStringBuilder settings, TimeSpan timeout)
    {
        if (string.IsNullOrEmpty(settings.Server))
            throw new ConnectionTextException("The connection of this target names no server: add 'Server=…'.");
        var seconds = (uint)Math.Max(1, Math.Ceiling(timeout.TotalSeconds));
        settings.Pooling = false;
        if (string.IsNullOrEmpty(settings.ApplicationName))
            settings.ApplicationName = "lapwing";
        settings.ConnectionTimeout = Math.Min(settings.ConnectionTimeout, seconds);
        settings.DefaultCommandTimeout = Math.Min(settings.DefaultCommandTimeout, seconds);
        settings.CancellationTimeout = 1;
        // Values as the user's query has them: TINYINT(1) may be 5, CHAR(36) is text, and a date may be zero.
        settings.TreatTinyAsBoolean = false;
        settings.GuidFormat = MySqlGuidFormat.None;
        settings.ConvertZeroDateTime = true;
        settings.AutoEnlist = false;
        return settings;
    }
}
