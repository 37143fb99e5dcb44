using System.Net;
using System.Net.Quic;
using System.Text;
using Lapwing.Config;

namespace Lapwing.Probes.Http;

/// <summary>The way to one target: the handler that speaks HTTP, bare of all that a client wants and a measurement does not.</summary>
internal sealed class HttpChannel : IDisposable
{
    /// <summary>What a redirect's body may be long for its connection to be kept nevertheless.</summary>
    private const int DrainedForReuse = 64 * 1024;

    private readonly HttpTls _tls;
    private readonly HttpConnector _connector;
    private readonly HttpMessageInvoker _invoker;
    private HttpRun? _current;

    /// <exception cref="HttpFailedException">The files of <c>tls</c> cannot be used.</exception>
    public HttpChannel(ApiConfig config, HttpResolver resolver, bool needsUtf8, TimeProvider time)
    {
        _tls = new(config, time);
        _connector = new(resolver, _tls, throughProxy: config.Proxy is not null, time);
        _invoker = new(Handler(config, needsUtf8));
    }

    /// <summary>Whether it still knows certificates that have been replaced.</summary>
    public bool IsOutdated => _tls.IsOutdated;

    /// <summary>The response to <paramref name="request"/>, read up to the end of its header.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpProbeRequest request)
    {
        if (request.Version.Major == 3 && !QuicConnection.IsSupported)
        {
            throw new HttpFailedException(ProbeErrorKind.Protocol,
                "HTTP/3 needs the library libmsquic, which this machine has not: install the package libmsquic", transient: false);
        }

        _current = request.Run;
        return _invoker.SendAsync(request, request.Run.Cancellation);
    }

    public void Dispose()
    {
        _invoker.Dispose();
        _tls.Dispose();
    }

    private SocketsHttpHandler Handler(ApiConfig config, bool needsUtf8) => new()
    {
        ConnectCallback = ConnectAsync,
        SslOptions = _tls.HandlerOptions(() => _current!),
        Proxy = Proxy(config.Proxy),
        UseProxy = config.Proxy is not null,
        PooledConnectionLifetime = config.KeepAlive ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        // The interval may be longer than the minute after which the handler would close a connection.
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        MaxResponseDrainSize = config.KeepAlive ? DrainedForReuse : 0,
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        RequestHeaderEncodingSelector = needsUtf8 ? (_, _) => Encoding.UTF8 : null,
    };

    private ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        // The request that opens a tunnel through a proxy is the handler's own. Its token is not used, for it outlives the run.
        var run = (context.InitialRequestMessage as HttpProbeRequest)?.Run ?? _current!;
        return _connector.ConnectAsync(context.DnsEndPoint, context.InitialRequestMessage, run);
    }

    private static WebProxy? Proxy(Uri? proxy)
    {
        if (proxy is null)
        {
            return null;
        }

        var credentials = proxy.UserInfo.Split(':', 2) is [var user, var password]
            ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password))
            : null;
        return new(new Uri(proxy.GetLeftPart(UriPartial.Scheme) + proxy.Authority)) { Credentials = credentials };
    }
}
