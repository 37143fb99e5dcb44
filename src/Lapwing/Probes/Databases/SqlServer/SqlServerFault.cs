using Microsoft.Data.SqlClient;

namespace Lapwing.Probes.Databases.SqlServer;

/// <summary>What failures of SQL Server mean, by their number.</summary>
internal static class SqlServerFault
{
    public static ProbeError Explain(Exception failure, string address) => failure switch
    {
        SqlException e => Explain(e.Number, e.Class, e.Message, e, address),
        // The client refuses to work without the cultures that SQL Server's collations are named after.
        NotSupportedException => new(
            ProbeErrorKind.Internal,
            $"{address}: {failure.Message} To watch SQL Server, {Cultures.Remedy}.",
            Transient: false),
        _ => NetworkFault.Explain(failure, address) ?? new(ProbeErrorKind.Query, $"{address}: {failure.Message}", Transient: false),
    };

    /// <param name="number">Number of the error: the server's own, or the operating system's where there was no answer.</param>
    /// <param name="severity">From 20 up the server ends the connection.</param>
    /// <param name="message">The server's words.</param>
    /// <param name="failure">The exception, for what it wraps.</param>
    /// <param name="address">What was talked to.</param>
    public static ProbeError Explain(int number, byte severity, string message, Exception? failure, string address)
    {
        var text = $"{address}: {message} ({number})";
        return number switch
        {
            // Login failed, password expired, must be changed, account locked, no access to the database of the login.
            18456 or 18452 or 18470 or 18486 or 18487 or 18488 or 916 => new(ProbeErrorKind.Authentication, text, Transient: false),
            4060 or 911 => new(ProbeErrorKind.Missing, text, Transient: false),
            -2 => new(ProbeErrorKind.Timeout, text, Transient: true),
            _ when FromNetwork(number, severity, failure, address) is { } network => network,
            // Shutdown in progress, database starting or full of work (Azure), and whatever ended the connection.
            6005 or 17142 or 40197 or 40501 or 40613 or 49918 or 49919 or 49920 => new(ProbeErrorKind.Connection, text, Transient: true),
            _ when severity >= 20 => new(ProbeErrorKind.Connection, text, Transient: true),
            _ => new(ProbeErrorKind.Query, text, Transient: false),
        };
    }

    /// <summary>No permission on the server, on the object, on the column; no right to see the state of server or database.</summary>
    public static bool IsDenied(int number) => number is 229 or 230 or 297 or 300 or 262 or 371;

    private static ProbeError? FromNetwork(int number, byte severity, Exception? failure, string address) =>
        failure is not null && (severity >= 20 || number <= 0) ? NetworkFault.Explain(failure, address) : null;
}
