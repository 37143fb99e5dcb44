using MySqlConnector;

namespace Lapwing.Probes.Databases.MySql;

/// <summary>What failures of MySQL and MariaDB mean, by their number.</summary>
internal static class MySqlFault
{
    // Codes that the client has no name for: a new account that may not log in without a password, and MariaDB's killed connection.
    private const MySqlErrorCode AccessDeniedWithoutPassword = (MySqlErrorCode)1698;
    private const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;

    public static ProbeError Explain(Exception failure, string address)
    {
        if (failure is not MySqlException e)
            return NetworkFault.Explain(failure, address) ?? new(ProbeErrorKind.Query, $"{address}: {failure.Message}", Transient: false);

        var text = $"{address}: {e.Message} ({e.Number})";
        return e.ErrorCode switch
        {
            MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied or AccessDeniedWithoutPassword =>
                new(ProbeErrorKind.Authentication, $"{text}. Check user, password and the host the account is for.", Transient: false),
            MySqlErrorCode.UnknownDatabase => new(ProbeErrorKind.Missing, text, Transient: false),
            MySqlErrorCode.CommandTimeoutExpired => new(ProbeErrorKind.Timeout, text, Transient: true),
            MySqlErrorCode.ConnectionCountError or MySqlErrorCode.ServerShutdown or MySqlErrorCode.NormalShutdown
                or MySqlErrorCode.TooManyUserConnections or ConnectionKilled => new(ProbeErrorKind.Connection, text, Transient: true),
            MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.None =>
                NetworkFault.Explain(e, address) ?? new(ProbeErrorKind.Connection, text, Transient: true),
            // Numbers of the server begin at 1000; what is below is the client's own.
            _ when e.Number < 1000 => NetworkFault.Explain(e, address) ?? new(ProbeErrorKind.Connection, text, Transient: true),
            _ => new(ProbeErrorKind.Query, text, Transient: false),
        };
    }
}
