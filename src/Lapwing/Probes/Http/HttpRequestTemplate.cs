using System.Net;
using System.Text;
using Lapwing.Config;

namespace Lapwing.Probes.Http;

/// <summary>Makes the requests of a target: all that does not change from run to run is worked out once.</summary>
/// <remarks>
/// <c>Connection: close</c> is not sent, though most connections serve one request: a server may answer it with a body that only the end of
/// the connection delimits, whose truncation nobody sees, and that is not what other clients get.
/// </remarks>
internal sealed class HttpRequestTemplate
{
    private static readonly string UserAgent = $"Lapwing/{typeof(HttpRequestTemplate).Assembly.GetName().Version!.ToString(3)}";

    private readonly KeyValuePair<string, string>[] _headers;
    private readonly KeyValuePair<string, string>[] _contentHeaders;
    private readonly string? _host;
    private readonly byte[] _body;
    private readonly Version _version;
    private readonly HttpVersionPolicy _policy;

    public HttpRequestTemplate(ApiConfig config)
    {
        var headers = Headers(config).ToLookup(header => IsOfContent(header.Key));
        (_headers, _contentHeaders) = ([.. headers[false]], [.. headers[true]]);
        _host = HostOf(config);
        _body = Encoding.UTF8.GetBytes(config.Body ?? "");
        (_version, _policy) = Version(config);
        var withBody = config.Body is not null || _contentHeaders.Length > 0;
        Start = new(config.Url, HttpMethod.Parse(config.Method), withBody, IsHome: true);
    }

    /// <summary>The first request of every run.</summary>
    public HttpHop Start { get; }

    /// <summary>Whether a header value cannot be written in ASCII.</summary>
    public bool NeedsUtf8 => !_headers.All(header => Ascii.IsValid(header.Value));

    /// <summary>The configured Host header; null when the address is to say it.</summary>
    public static string? HostOf(ApiConfig config) =>
        config.Headers.Where(header => Is(header.Key, "Host")).Select(header => header.Value.Reveal()).FirstOrDefault();

    public HttpProbeRequest Create(HttpHop hop, HttpRun run)
    {
        var request = new HttpProbeRequest(hop, run) { Version = _version, VersionPolicy = _policy };
        foreach (var (name, value) in _headers)
        {
            if (hop.IsHome || !IsCredential(name))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        request.Headers.Host = hop.IsHome ? _host : null;
        request.Content = hop.WithBody ? Content() : null;
        return request;
    }

    private ByteArrayContent Content()
    {
        var content = new ByteArrayContent(_body);
        foreach (var (name, value) in _contentHeaders)
        {
            content.Headers.TryAddWithoutValidation(name, value);
        }

        return content;
    }

    private static List<KeyValuePair<string, string>> Headers(ApiConfig config)
    {
        var own = config.Headers
            .Where(header => !Is(header.Key, "Host"))
            .Select(header => KeyValuePair.Create(header.Key, header.Value.Reveal()))
            .ToList();
        if (!own.Exists(header => Is(header.Key, "User-Agent")))
        {
            own.Add(new("User-Agent", UserAgent));
        }

        if (Authorization(config) is { } authorization && !own.Exists(header => Is(header.Key, "Authorization")))
        {
            own.Add(new("Authorization", authorization));
        }

        return own;
    }

    private static string? Authorization(ApiConfig config) => config switch
    {
        { BasicAuth: { } basic } => $"Basic {Base64($"{basic.Username}:{basic.Password.Reveal()}")}",
        { BearerToken: { } token } => $"Bearer {token.Reveal()}",
        _ => null,
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static (Version, HttpVersionPolicy) Version(ApiConfig config) => config.HttpVersion switch
    {
        HttpVersionChoice.Http2 => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact),
        HttpVersionChoice.Http3 => (HttpVersion.Version30, HttpVersionPolicy.RequestVersionExact),
        HttpVersionChoice.Auto => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower),
        _ => (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact),
    };

    private static bool Is(string header, string name) => header.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsCredential(string header) => Is(header, "Authorization") || Is(header, "Cookie");

    /// <summary>Whether <see cref="HttpRequestMessage"/> keeps a header with its content: it does not take it elsewhere.</summary>
    private static bool IsOfContent(string header) => Is(header, "Allow") || Is(header, "Expires") || Is(header, "Last-Modified")
        || (header.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && !Is(header, "Content-Security-Policy"));
}

/// <summary>A request that knows its run, so that the opening of its connection is measured where it belongs.</summary>
internal sealed class HttpProbeRequest(HttpHop hop, HttpRun run) : HttpRequestMessage(hop.Method, hop.Url)
{
    public HttpRun Run => run;
}
