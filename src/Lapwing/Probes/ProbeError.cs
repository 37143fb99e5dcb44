namespace Lapwing.Probes;

/// <summary>Why a target is not healthy.</summary>
/// <param name="Kind">What is wrong, in one word.</param>
/// <param name="Message">What happened, with values, and where it can be said, what to do. Free of secrets.</param>
/// <param name="Transient">Whether asking again at once may help; only such failures are retried.</param>
internal sealed record ProbeError(ProbeErrorKind Kind, string Message, bool Transient);

/// <summary>What can be wrong with a target, in one word.</summary>
internal enum ProbeErrorKind
{
    /// <summary>It did not answer in time.</summary>
    Timeout,

    /// <summary>Its name has no address.</summary>
    Dns,

    /// <summary>No connection: refused, unreachable, or broken off.</summary>
    Connection,

    /// <summary>The TLS handshake failed or the certificate is not trusted.</summary>
    Tls,

    /// <summary>What it sent is not what the protocol allows, or is too large.</summary>
    Protocol,

    /// <summary>It refused our credentials.</summary>
    Authentication,

    /// <summary>A query failed.</summary>
    Query,

    /// <summary>An answer came, but a condition of <c>expect</c> does not hold.</summary>
    Expectation,

    /// <summary>No file is there.</summary>
    Missing,

    /// <summary>It is there but cannot be read: permissions, not a regular file.</summary>
    Unreadable,

    /// <summary>A fault of Lapwing itself; the log has the details.</summary>
    Internal,
}

/// <summary>The words for <see cref="ProbeErrorKind"/> that API, log and pages use.</summary>
internal static class ProbeErrorKindNames
{
    extension(ProbeErrorKind kind)
    {
        public string Name => kind switch
        {
            ProbeErrorKind.Timeout => "timeout",
            ProbeErrorKind.Dns => "dns",
            ProbeErrorKind.Connection => "connection",
            ProbeErrorKind.Tls => "tls",
            ProbeErrorKind.Protocol => "protocol",
            ProbeErrorKind.Authentication => "authentication",
            ProbeErrorKind.Query => "query",
            ProbeErrorKind.Expectation => "expectation",
            ProbeErrorKind.Missing => "missing",
            ProbeErrorKind.Unreadable => "unreadable",
            _ => "internal",
        };
    }
}
