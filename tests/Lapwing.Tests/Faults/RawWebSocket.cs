using System.Net.Sockets;
using System.Text;

namespace Lapwing.Tests.Faults;

/// <summary>A WebSocket client that keeps to no rules once it is connected.</summary>
internal sealed class RawWebSocket : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };

    public static async Task<RawWebSocket> ConnectAsync(Uri server)
    {
        var socket = new RawWebSocket();
        await socket._client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /ws HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var head = "";
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var next = new byte[1];
            await socket._client.GetStream().ReadExactlyAsync(next, TestContext.Current.CancellationToken);
            head += (char)next[0];
        }

        Assert.StartsWith("HTTP/1.1 101", head, StringComparison.Ordinal);
        return socket;
    }

    /// <summary>A frame with a mask of zeros.</summary>
    public static byte[] Frame(byte first, ReadOnlySpan<byte> payload) =>
        payload.Length < 126
            ? [first, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload]
            : [first, 0xfe, (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0, .. payload];

    public Task SendAsync(byte[] bytes) => _client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken).AsTask();

    /// <summary>Reads until the server has hung up, which it must.</summary>
    public async Task ReadToEndAsync(TimeSpan patience)
    {
        try
        {
            await _client.GetStream().CopyToAsync(Stream.Null, TestContext.Current.CancellationToken)
                .WaitAsync(patience, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // Broken off, which is as good.
        }
    }

    /// <summary>Goes away without a word: the connection is broken off, not closed.</summary>
    public void Break()
    {
        _client.Client.LingerState = new(enable: true, seconds: 0);
        _client.Dispose();
    }

    public void Dispose() => _client.Dispose();
}
