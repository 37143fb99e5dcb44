using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Lapwing.Tests.Probes.Databases.Redis;

/// <summary>
/// Takes one connection and answers each piece that comes with the next of some answers, whatever was asked. After the last it is silent.
/// </summary>
internal sealed class RedisScript : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public RedisScript(X509Certificate2? certificate, params string[] answers)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync(certificate, answers);
    }

    public int Port { get; }

    /// <summary>What came, piece by piece.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Completes when a client has connected.</summary>
    public TaskCompletionSource Connected { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync(X509Certificate2? certificate, string[] answers)
    {
        using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
        Connected.SetResult();
        await using var stream = certificate is null ? client.GetStream() : (Stream)new SslStream(client.GetStream());
        if (stream is SslStream tls)
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, _stop.Token);
        var buffer = new byte[4096];
        foreach (var answer in answers)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            Asked.Add(Encoding.UTF8.GetString(buffer, 0, read));
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
    }
}
