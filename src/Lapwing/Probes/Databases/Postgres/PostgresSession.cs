using System.Data.Common;
using Npgsql;

namespace Lapwing.Probes.Databases.Postgres;

/// <summary>A session to PostgreSQL. The curated queries go as one batch: one round trip, one transaction.</summary>
internal sealed class PostgresSession(PostgresClient client, NpgsqlConnection connection)
    : SqlSession(client, connection, new(connection.PostgreSqlVersion), "SELECT quote_ident(current_user)")
{
    /// <summary>
    /// Values come as text: a user's query may hold types that the client does not know, such as enumerations, and text has them all.
    /// </summary>
    protected override DbCommand CreateCommand(string text) => new NpgsqlCommand(text, connection) { AllResultTypesAreUnknown = true };
}
