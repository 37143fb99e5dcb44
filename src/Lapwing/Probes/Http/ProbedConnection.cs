using System.Net.Sockets;

namespace Lapwing.Probes.Http;

/// <summary>A connection that knows whether anything has been asked over it.</summary>
internal sealed class ProbedConnection(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    /// <summary>Whether something was written since it was ready for a request.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>What was written so far was the handshake of TLS.</summary>
    public void Secured() => IsAsked = false;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        IsAsked = true;
        return base.WriteAsync(buffer, cancellationToken);
    }
}
