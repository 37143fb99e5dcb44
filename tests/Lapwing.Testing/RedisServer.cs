using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lapwing.Testing;

/// <summary>A real Redis whose default user has the password <c>secret</c>, shared by the tests of a run.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ServerProcess _process;

    private RedisServer(TempFolder folder, ServerProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public string Connection => $"127.0.0.1:{Port},password=secret";

    public static async Task<RedisServer> StartAsync()
    {
        var server = ServerProcess.Find("redis-server", "/usr/bin/redis-server", "/usr/bin/valkey-server");
        var (folder, port) = (new TempFolder(), ServerProcess.FreePort());
        string[] arguments =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder.Path,
            "--save", "", "--requirepass", "secret",
        ];
        return new(folder, await ServerProcess.StartAsync(server, arguments, () => RunAsync(port, ["PING"])), port);
    }

    /// <summary>Runs commands, one a line, as the default user.</summary>
    public Task RunAsync(params string[] commands) => RunAsync(Port, commands);

    /// <summary>One field of what the server says of itself.</summary>
    public async Task<string> InfoAsync(string field)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await stream.WriteAsync("AUTH secret\r\nINFO\r\n"u8.ToArray());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith($"{field}:", StringComparison.Ordinal))
                return line[(field.Length + 1)..];
        }

        throw new InvalidOperationException($"Redis says nothing of {field}.");
    }

    /// <summary>Ends the server as a crash would.</summary>
    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task RunAsync(int port, string[] commands)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"AUTH secret\r\n{string.Join("\r\n", commands)}\r\n"));
        for (var answers = 0; answers <= commands.Length; answers++)
        {
            if (await reader.ReadLineAsync() is not { } line || line.StartsWith('-'))
                throw new InvalidOperationException($"Redis refused one of '{string.Join("', '", commands)}'.");
        }
    }
}
