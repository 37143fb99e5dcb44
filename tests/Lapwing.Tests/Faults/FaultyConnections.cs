using System.Net.Sockets;
using System.Text;

namespace Lapwing.Tests.Faults;

/// <summary>What servers that are not well do with a connection.</summary>
internal static class FaultyConnections
{
    /// <summary>Listens and says nothing.</summary>
    public static Task Hang(NetworkStream connection, CancellationToken stop) => connection.CopyToAsync(Stream.Null, stop);

    /// <summary>Closes at once.</summary>
    public static Task HangUp(NetworkStream connection, CancellationToken stop) => Task.CompletedTask;

    /// <summary>Hears what is asked and breaks the connection off.</summary>
    public static async Task Reset(NetworkStream connection, CancellationToken stop)
    {
        await HearAsync(connection, stop);
        connection.Socket.LingerState = new(enable: true, seconds: 0);
    }

    /// <summary>Answers with something, whatever was asked, and closes.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Answer(string answer) => async (connection, stop) =>
    {
        await HearAsync(connection, stop);
        await connection.WriteAsync(Encoding.Latin1.GetBytes(answer), stop);
    };

    /// <summary>Answers a byte now and then.</summary>
    public static async Task Drip(NetworkStream connection, CancellationToken stop)
    {
        await connection.WriteAsync("HTTP/1.1 200 OK\r\nX-Mark: "u8.ToArray(), stop);
        while (true)
        {
            await connection.WriteAsync("x"u8.ToArray(), stop);
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, stop);
        }
    }

    /// <summary>Begins well and never ends.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Endless(string begin, string repeated) => async (connection, stop) =>
    {
        await HearAsync(connection, stop);
        await connection.WriteAsync(Encoding.Latin1.GetBytes(begin), stop);
        var piece = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(repeated, 1 + (4096 / repeated.Length))));
        while (true)
        {
            await connection.WriteAsync(piece, stop);
        }
    };

    /// <summary>A PostgreSQL server that lets us in and dies in the middle of its first answer.</summary>
    public static async Task PostgresThatDies(NetworkStream connection, CancellationToken stop)
    {
        await HearAsync(connection, stop);
        byte[] welcome =
        [
            (byte)'R', 0, 0, 0, 8, 0, 0, 0, 0, // you are who you say
            .. Parameter("server_version", "17.2"), .. Parameter("client_encoding", "UTF8"),
            (byte)'K', 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 2, // how to cancel
            (byte)'Z', 0, 0, 0, 5, (byte)'I', // ready
        ];
        await connection.WriteAsync(welcome, stop);
        await HearAsync(connection, stop);
        await connection.WriteAsync(new byte[] { (byte)'T', 0, 0, 0, 100, 0, 1, (byte)'?' }, stop);

        static byte[] Parameter(string name, string value) =>
            [(byte)'S', 0, 0, 0, (byte)(4 + name.Length + 1 + value.Length + 1), .. Encoding.ASCII.GetBytes($"{name}\0{value}\0")];
    }

    private static ValueTask<int> HearAsync(NetworkStream connection, CancellationToken stop) =>
        connection.ReadAtLeastAsync(new byte[1024], minimumBytes: 1, throwOnEndOfStream: false, stop);
}
