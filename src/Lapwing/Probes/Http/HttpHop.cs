using System.Net;

namespace Lapwing.Probes.Http;

/// <summary>One request on the way through the redirects.</summary>
/// <param name="Url">Where it goes.</param>
/// <param name="Method">How it asks.</param>
/// <param name="WithBody">Whether the configured body goes along.</param>
/// <param name="IsHome">Whether it goes to the configured server, which alone is told the credentials and the Host header.</param>
internal readonly record struct HttpHop(Uri Url, HttpMethod Method, bool WithBody, bool IsHome)
{
    /// <summary>The request that <paramref name="response"/> redirects to; null when it does not redirect.</summary>
    public HttpHop? After(HttpResponseMessage response)
    {
        if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location)
        {
            return null;
        }

        var url = new Uri(Url, location);
        var becomesGet = BecomesGet(response.StatusCode);
        return new(url, becomesGet ? HttpMethod.Get : Method, WithBody && !becomesGet, IsHome && SameServer(url, Url));
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>The rules of browsers: 303 always leads to a page to read; 301 and 302 do so after a POST.</summary>
    private bool BecomesGet(HttpStatusCode status) => status switch
    {
        HttpStatusCode.SeeOther => Method != HttpMethod.Head,
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found => Method == HttpMethod.Post,
        _ => false,
    };

    private static bool SameServer(Uri a, Uri b) => a.Scheme == b.Scheme && a.IdnHost == b.IdnHost && a.Port == b.Port;
}
