using System.Text.Json.Serialization;
using Lapwing.Config.Validation;
using Lapwing.Config.Values;
using Lapwing.Model;

namespace Lapwing.Config;

/// <summary>An HTTP endpoint to watch.</summary>
internal sealed record ApiConfig : TargetConfig
{
    /// <summary>The address, http or https, without user and password (see <see cref="BasicAuth"/>).</summary>
    public required Uri Url { get; init; }

    /// <summary>The request method. Default: GET.</summary>
    [HttpToken]
    public string Method { get; init; } = "GET";

    /// <summary>Headers sent; <c>Host</c> replaces the one from the address. Default: none but <c>User-Agent: Lapwing/VERSION</c>.</summary>
    [HeaderNames, HeaderValue]
    public ValueMap<Secret> Headers { get; init; } = ValueMap<Secret>.Empty;

    /// <summary>The body sent, as UTF-8. Default: none.</summary>
    public string? Body { get; init; }

    /// <summary>User and password for HTTP basic authentication. Default: none.</summary>
    public BasicAuthConfig? BasicAuth { get; init; }

    /// <summary>Token for <c>Authorization: Bearer</c>. Default: none.</summary>
    [HeaderValue, NotEmpty]
    public Secret? BearerToken { get; init; }

    /// <summary>Redirects followed at most. Default: 10; 0 means that a redirect is the answer. From 0 to 50.</summary>
    [Within("0", "50")]
    public int MaxRedirects { get; init; } = 10;

    /// <summary>Version of HTTP: <c>auto</c>, <c>1.1</c>, <c>2</c> or <c>3</c>. Default: auto, which is 1.1, or what TLS negotiates up to 2.</summary>
    public HttpVersionChoice HttpVersion { get; init; }

    /// <summary>Addresses used: <c>any</c>, <c>ipv4</c> or <c>ipv6</c>. Default: any, whichever connects first.</summary>
    public IpChoice Ip { get; init; }

    /// <summary>An HTTP proxy, without user and password. Default: none; the environment's proxy is not used.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How the server's certificate is judged, and our own. Default: by the system's authorities, and none.</summary>
    public TlsConfig Tls { get; init; } = new();

    /// <summary>The most that is read of a response's body; a longer one fails the check. Default: 10MiB. From 0 to 1GiB.</summary>
    [Within("0", "1GiB")]
    public ByteSize MaxBody { get; init; } = new(10 << 20);

    /// <summary>Whether the connection is kept from run to run. Default: false: each run measures a whole new connection.</summary>
    public bool KeepAlive { get; init; }

    /// <summary>What must hold for the target to be healthy. Default: any status from 200 to 299.</summary>
    public ApiExpectConfig Expect { get; init; } = new();

    public override Source Source => Source.Api;

    // Query strings carry tokens often enough to be left out wherever people look.
    public override string Address => Url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}

/// <summary>Versions of HTTP that a probe may be held to.</summary>
internal enum HttpVersionChoice
{
    /// <summary>HTTP/1.1, or HTTP/2 where TLS negotiates it.</summary>
    Auto,

    /// <summary>HTTP/1.1 only; written <c>1.1</c>.</summary>
    [JsonStringEnumMemberName("1.1")]
    Http11,

    /// <summary>HTTP/2 only, without TLS by prior knowledge; written <c>2</c>.</summary>
    [JsonStringEnumMemberName("2")]
    Http2,

    /// <summary>HTTP/3 only; needs the library libmsquic on the machine; written <c>3</c>.</summary>
    [JsonStringEnumMemberName("3")]
    Http3,
}

/// <summary>Families of addresses that a probe may be held to.</summary>
internal enum IpChoice
{
    Any,
    Ipv4,
    Ipv6,
}
