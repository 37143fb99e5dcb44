using MySqlConnector;

namespace Lapwing.Probes.Databases.MySql;

/// <summary>A session to MySQL or MariaDB. The curated queries go as one batch.</summary>
internal sealed class MySqlSession(MySqlClient client, MySqlConnection connection)
    : SqlSession(client, connection, Facts(connection.ServerVersion), AccountQuery)
{
    // CURRENT_USER() is user@host without the quotes that a GRANT needs; a host holds no @, a user may.
    private const string AccountQuery = """
        SELECT CONCAT('''', LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1),
                      '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')
        """;

    /// <summary>From <c>8.0.36</c>, <c>10.11.6-MariaDB-1</c>, or <c>5.5.5-10.11.6-MariaDB-1</c> with its prefix for old replicas.</summary>
    public static ServerFacts Facts(string version)
    {
        var isMariaDb = version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        var text = isMariaDb && version.StartsWith("5.5.5-", StringComparison.Ordinal) ? version[6..] : version;
        var number = string.Concat(text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
        return new(Version.TryParse(number, out var parsed) ? parsed : new(), isMariaDb);
    }
}
