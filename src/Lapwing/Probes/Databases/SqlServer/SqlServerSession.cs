using Microsoft.Data.SqlClient;

namespace Lapwing.Probes.Databases.SqlServer;

/// <summary>A session to SQL Server. The curated queries go as one batch.</summary>
internal sealed class SqlServerSession(SqlServerClient client, SqlConnection connection)
    : SqlSession(client, connection, new(SqlServerConnection.Version(connection.ServerVersion)), "SELECT QUOTENAME(SUSER_SNAME())");
