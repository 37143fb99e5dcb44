using Microsoft.Data.SqlClient;

namespace Lapwing.Probes.Databases.SqlServer;

/// <summary>A session to SQL Server. The curated queries go as one batch.</summary>
internal sealed class SqlServerSession(SqlServerClient client, SqlConnection connection)
    : SqlSession(client, connection, Facts(connection.ServerVersion), "SELECT QUOTENAME(SUSER_SNAME())")
{
    /// <summary>From the client's <c>16.00.4135</c>.</summary>
    private static ServerFacts Facts(string version) => new(Version.TryParse(version, out var parsed) ? parsed : new());
}
