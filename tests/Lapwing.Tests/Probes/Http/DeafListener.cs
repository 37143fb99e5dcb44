using System.Net;
using System.Net.Sockets;

namespace Lapwing.Tests.Probes.Http;

/// <summary>An address that swallows connection attempts: its queue is full, and nobody takes from it.</summary>
internal sealed class DeafListener : IDisposable
{
    private readonly List<Socket> _sockets = [];

    public DeafListener(IPAddress? address = null, int port = 0)
    {
        var listener = New();
        listener.Bind(new IPEndPoint(address ?? IPAddress.Loopback, port));
        listener.Listen(0);
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;

        // Linux lets one more in than the queue is long, and drops what follows.
        for (var i = 0; i < 4; i++)
        {
            var filler = New();
            filler.Blocking = false;
            try
            {
                filler.Connect(listener.LocalEndPoint);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // Under way, or waiting forever.
            }
        }
    }

    public int Port { get; }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private Socket New()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        return socket;
    }
}
