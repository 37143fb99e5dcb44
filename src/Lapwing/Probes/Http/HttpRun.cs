using System.Net;
using System.Net.Sockets;

namespace Lapwing.Probes.Http;

/// <summary>What is known of one run of a probe, filled as it goes on; after a time-out it tells how far the run came.</summary>
internal sealed class HttpRun(Uri url, TimeProvider time, CancellationToken cancellation)
{
    // Stream.Null once the run has been given up.
    private Stream? _connection;

    public CancellationToken Cancellation => cancellation;

    public HttpPhases Phases { get; } = new(time);

    /// <summary>What is asked now: the address of the configuration, or where it redirected to.</summary>
    public Uri Url { get; private set; } = url;

    public bool IsSecure => Url.Scheme == Uri.UriSchemeHttps;

    public int Redirects { get; private set; }

    /// <summary>The address that the connection goes to, or was last tried.</summary>
    public IPEndPoint? Address { get; set; }

    /// <summary>The connection opened last; null before the first.</summary>
    public ProbedConnection? Connection { get; set; }

    /// <summary>The version of HTTP for which a connection was opened at this hop; null before that.</summary>
    public Version? ConnectedFor { get; set; }

    /// <summary>When the first of the certificates that the server sent ends; null without TLS.</summary>
    public DateTimeOffset? CertificateEnd { get; set; }

    /// <summary>Why the server's certificate is refused; null when it is not.</summary>
    public string? CertificateProblem { get; set; }

    /// <summary>The status of the last response; 0 before the first.</summary>
    public int Status { get; private set; }

    public Version? HttpVersion { get; private set; }

    /// <summary>What the response says is the length of its body; null when it does not.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>Whether the response has come whole, and only the judgement is outstanding.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Bytes of the body after decompression; NaN when it came compressed and nothing needed it otherwise.</summary>
    public double UncompressedLength { get; set; }

    /// <summary>Whether a regular expression was among the conditions that did not hold.</summary>
    public bool FailedByRegex { get; set; }

    /// <summary>4 or 6; 0 before there was an address.</summary>
    public int IpProtocol => Address?.AddressFamily switch
    {
        AddressFamily.InterNetwork => 4,
        AddressFamily.InterNetworkV6 => 6,
        _ => 0,
    };

    /// <summary>Takes charge of a connection that is opened, or wrapped in TLS.</summary>
    /// <exception cref="OperationCanceledException">The run has been given up meanwhile; the connection is closed.</exception>
    public Stream Opened(Stream connection)
    {
        if (Interlocked.Exchange(ref _connection, connection) == Stream.Null)
        {
            connection.Dispose();
            throw new OperationCanceledException(cancellation);
        }

        return connection;
    }

    /// <summary>
    /// Ends a run that has failed or is given up, and closes its connection: the handler would hold on to it for a while, and nobody
    /// needs it.
    /// </summary>
    public void GiveUp()
    {
        Phases.End();
        Interlocked.Exchange(ref _connection, Stream.Null)?.Dispose();
    }

    /// <summary>Takes over what a connection kept from an earlier run is known by.</summary>
    public void Keep(HttpRun earlier) => (Address, CertificateEnd) = (earlier.Address, earlier.CertificateEnd);

    /// <summary>Forgets it, for a new connection is opened.</summary>
    public void Forget() => (Address, CertificateEnd, CertificateProblem) = (null, null, null);

    public void Responded(HttpResponseMessage response)
    {
        Status = (int)response.StatusCode;
        HttpVersion = response.Version;
        ContentLength = response.Content.Headers.ContentLength;
    }

    /// <summary>Goes on to where the response points.</summary>
    /// <exception cref="HttpFailedException">That is one redirect too many, or no HTTP.</exception>
    public void Redirected(Uri to, int maxRedirects)
    {
        if (Redirects == maxRedirects)
        {
            throw Refused($"more than {maxRedirects} redirects, the last to {Shown(to)}");
        }

        if (to.Scheme != Uri.UriSchemeHttp && to.Scheme != Uri.UriSchemeHttps)
        {
            throw Refused($"redirected to {Shown(to)}, which is not HTTP");
        }

        (Url, ConnectedFor) = (to, null);
        Redirects++;
    }

    /// <summary>What the run tells people, with <paramref name="phase"/> as the one to look at.</summary>
    public Evidence Evidence(HttpPhase phase) => new()
    {
        Address = Address?.ToString(),
        SlowestPhase = phase.Name,
        Phases = [.. HttpPhases.All.Select(each => KeyValuePair.Create(each.Name, Phases[each].TotalMilliseconds))],
    };

    private static HttpFailedException Refused(string why) => new(ProbeErrorKind.Protocol, why, transient: false);

    // Query strings and user names carry secrets.
    private static string Shown(Uri url) =>
        HttpText.Shorten(url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
}
