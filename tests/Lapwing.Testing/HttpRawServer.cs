using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lapwing.Testing;

/// <summary>A server that does with each connection what a test says, also what no web server would.</summary>
public sealed class HttpRawServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private int _connections;

    /// <param name="serve">What is done with a connection; it is closed afterwards. The token ends when the server does.</param>
    /// <param name="address">Where it listens. Default: a free port of 127.0.0.1.</param>
    public HttpRawServer(Func<NetworkStream, CancellationToken, Task> serve, IPEndPoint? address = null)
    {
        _serve = serve;
        _listener.Bind(address ?? new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _ = AcceptAsync();
    }

    public int Connections => Volatile.Read(ref _connections);

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>A server that reads a request and sends <paramref name="answer"/>, whatever it is.</summary>
    public static HttpRawServer Sending(string answer) => new((connection, stop) => AnswerAsync(connection, answer, stop));

    /// <summary>A server that accepts, listens and says nothing.</summary>
    public static HttpRawServer Silent() => new((connection, stop) => connection.CopyToAsync(Stream.Null, stop));

    /// <summary>Reads the head of a request and sends <paramref name="answer"/>.</summary>
    public static async Task AnswerAsync(NetworkStream connection, string answer, CancellationToken stop)
    {
        await ReadHeadAsync(connection, stop);
        await connection.WriteAsync(Encoding.Latin1.GetBytes(answer), stop);
    }

    /// <summary>Reads up to the empty line that ends the head of a request.</summary>
    public static async Task<string> ReadHeadAsync(NetworkStream connection, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        var text = "";
        while (!text.EndsWith("\r\n\r\n", StringComparison.Ordinal) && await connection.ReadAsync(buffer, stop) is > 0 and var count)
        {
            text += Encoding.Latin1.GetString(buffer, 0, count);
        }

        return text;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(connection);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        await using var stream = new NetworkStream(connection, ownsSocket: true);
        try
        {
            await _serve(stream, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client went away, or the server stopped.
        }
    }
}
