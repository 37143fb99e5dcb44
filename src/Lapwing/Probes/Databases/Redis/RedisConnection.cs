using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Lapwing.Config.Connections;

namespace Lapwing.Probes.Databases.Redis;

/// <summary>
/// A connection that speaks RESP 2, as every Redis and its kin do: commands go out in one piece, answers are read in their order.
/// </summary>
/// <remarks>Why it is not StackExchange.Redis stands in docs/decisions/0003-redis-client.md.</remarks>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly RespReader _reader;

    private RedisConnection(Stream stream)
    {
        _stream = stream;
        _reader = new(stream);
    }

    /// <summary>Connects, logs in where there is a password, and selects the database where it is not the first.</summary>
    public static async Task<RedisConnection> OpenAsync(RedisOptions options, CancellationToken cancellation)
    {
        var connection = new RedisConnection(await ConnectAsync(options, cancellation));
        try
        {
            await connection.LogInAsync(options, cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends one command. An answer that is an error throws.</summary>
    public async Task<object?> CallAsync(string[] command, CancellationToken cancellation)
    {
        await SendAsync([command], cancellation);
        var answer = await ReceiveAsync(cancellation);
        return answer is RedisServerException error ? throw error : answer;
    }

    public ValueTask SendAsync(IReadOnlyList<string[]> commands, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        foreach (var command in commands)
        {
            text.Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");
            foreach (var word in command)
            {
                text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
            }
        }

        return _stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
    }

    /// <summary>The next answer; an error of the server is a <see cref="RedisServerException"/>, returned.</summary>
    public Task<object?> ReceiveAsync(CancellationToken cancellation) => _reader.ReadAsync(cancellation);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<Stream> ConnectAsync(RedisOptions options, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellation);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (!options.Tls)
                return stream;
            var tls = new SslStream(stream);
            stream = tls;
            await tls.AuthenticateAsClientAsync(TlsOptions(options), cancellation);
            return tls;
        }
        catch
        {
            if (stream is not null)
                await stream.DisposeAsync();
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions TlsOptions(RedisOptions options)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = options.TlsHost ?? options.Host };
        if (options.CaFile is { } file)
        {
            tls.CertificateChainPolicy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        }

        return tls;
    }

    private async Task LogInAsync(RedisOptions options, CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(options.Password))
            await AuthenticateAsync(options.User, options.Password, cancellation);
        if (options.Database > 0)
            await CallAsync(["SELECT", options.Database.ToString(CultureInfo.InvariantCulture)], cancellation);
    }

    private async Task AuthenticateAsync(string? user, string password, CancellationToken cancellation)
    {
        try
        {
            await CallAsync(string.IsNullOrEmpty(user) ? ["AUTH", password] : ["AUTH", user, password], cancellation);
        }
        catch (RedisServerException e) when (e.Message.Contains(password, StringComparison.Ordinal))
        {
            // A server that does not know AUTH repeats what followed it.
            throw new RedisServerException("ERR AUTH was refused, in words that hold the password");
        }
    }
}
