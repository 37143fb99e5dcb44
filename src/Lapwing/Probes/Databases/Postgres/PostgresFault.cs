using Npgsql;

namespace Lapwing.Probes.Databases.Postgres;

/// <summary>What failures of PostgreSQL mean, by their SQLSTATE.</summary>
internal static class PostgresFault
{
    public static ProbeError Explain(Exception failure, string address) => failure switch
    {
        PostgresException e => FromServer(e, address),
        NpgsqlException { InnerException: PostgresException e } => FromServer(e, address),
        _ => NetworkFault.Explain(failure, address) ?? FromClient(failure, address),
    };

    private static ProbeError FromServer(PostgresException e, string address)
    {
        var text = $"{address}: {e.MessageText} ({e.SqlState})";
        return e.SqlState switch
        {
            ['2', '8', ..] => new(ProbeErrorKind.Authentication, $"{text}. Check user, password and pg_hba.conf.", Transient: false),
            PostgresErrorCodes.InvalidCatalogName => new(ProbeErrorKind.Missing, text, Transient: false),
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.TooManyConnections or ['0', '8', ..] => new(ProbeErrorKind.Connection, text, Transient: true),
            _ => new(ProbeErrorKind.Query, text, Transient: false),
        };
    }

    private static ProbeError FromClient(Exception failure, string address) => failure switch
    {
        // Such as "No password has been provided", and TLS that the server does not have.
        NpgsqlException e when e.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            new(ProbeErrorKind.Authentication, $"{address}: {e.Message}", Transient: false),
        NpgsqlException e when e.Message.Contains("SSL", StringComparison.Ordinal) =>
            new(ProbeErrorKind.Tls, $"{address}: {e.Message}", Transient: false),
        NpgsqlException { IsTransient: true } e => new(ProbeErrorKind.Connection, $"{address}: {e.Message}", Transient: true),
        _ => new(ProbeErrorKind.Query, $"{address}: {failure.Message}", Transient: false),
    };
}
