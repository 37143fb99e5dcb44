using System.Net;
using System.Net.Sockets;

namespace Lapwing.Probes.Http;

/// <summary>What went wrong with a connection, in words.</summary>
internal static class SocketErrorNames
{
    extension(SocketError error)
    {
        /// <summary>Such as <c>connection refused by 127.0.0.1:8080</c>.</summary>
        public string At(IPEndPoint? address) => error switch
        {
            SocketError.ConnectionRefused => $"connection refused by {address}",
            SocketError.ConnectionReset or SocketError.Shutdown => $"connection reset by {address}",
            SocketError.HostUnreachable or SocketError.HostDown => $"no route to {address}",
            SocketError.NetworkUnreachable or SocketError.NetworkDown => $"no network reaches {address}",
            SocketError.AddressNotAvailable => $"no local address or port is left to connect to {address}",
            SocketError.TimedOut => $"{address} did not answer the connection attempt",
            SocketError.TooManyOpenSockets => $"too many files are open to connect to {address}: raise the limit (ulimit -n)",
            SocketError.AccessDenied => $"the system does not permit to connect to {address}",
            SocketError.AddressFamilyNotSupported => $"this machine does not speak the family of addresses of {address}",
            _ => $"connection to {address} failed: {error}",
        };
    }
}
