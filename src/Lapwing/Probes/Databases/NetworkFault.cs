using System.Net.Sockets;
using System.Security.Authentication;

namespace Lapwing.Probes.Databases;

/// <summary>What goes wrong on the way to any server, whatever its client library wraps around it.</summary>
internal static class NetworkFault
{
    /// <summary>The error, or null when no network is to blame.</summary>
    public static ProbeError? Explain(Exception failure, string address)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            var error = e switch
            {
                SocketException { SocketErrorCode: var code } socket when IsDns(code) =>
                    new ProbeError(ProbeErrorKind.Dns, $"{address}: the name of the host has no address: {socket.Message}.", true),
                // One that reports success comes from a client that has lost the reason on the way.
                SocketException { SocketErrorCode: not SocketError.Success } socket => Connection(address, socket.Message),
                AuthenticationException tls => new ProbeError(ProbeErrorKind.Tls, $"{address}: TLS failed: {tls.Message}", false),
                // Clients wrap the network's own exception in an IOException; the innermost tells most.
                IOException { InnerException: null } io => Connection(address, io.Message),
                TimeoutException timeout => new ProbeError(ProbeErrorKind.Timeout, $"{address}: {timeout.Message}", true),
                _ => null,
            };
            if (error is not null)
                return error;
        }

        return null;
    }

    private static ProbeError Connection(string address, string reason) =>
        new(ProbeErrorKind.Connection, $"{address}: no connection: {reason.TrimEnd('.')}.", true);

    private static bool IsDns(SocketError code) => code is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain;
}
