using System.Net;
using System.Net.Security;

namespace Lapwing.Probes.Http;

/// <summary>Opens the connection of a run: name, address, TCP and TLS, each measured as a phase of its own.</summary>
internal sealed class HttpConnector(HttpResolver resolver, HttpTls tls, bool throughProxy, TimeProvider time)
{
    /// <summary>A connection to <paramref name="endPoint"/> that is ready for the request of <paramref name="run"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, HttpRequestMessage request, HttpRun run)
    {
        if (!throughProxy)
        {
            RefuseSecond(request, run);
        }

        run.Forget();
        run.Phases.Enter(HttpPhase.Resolve);
        var addresses = await resolver.ResolveAsync(endPoint.Host, run.Cancellation);

        run.Phases.Enter(HttpPhase.Connect);
        var socket = await new ConnectionRace(endPoint.Port, run, time).RunAsync(addresses);
        var connection = new ProbedConnection(socket);
        run.Opened(connection);
        run.Connection = connection;

        run.Phases.Enter(run.IsSecure ? HttpPhase.Tls : HttpPhase.Processing);
        // Behind a proxy the handler does TLS, for it opens the tunnel first.
        return run.IsSecure && !throughProxy ? await SecureAsync(connection, endPoint.Host, request, run) : connection;
    }

    private async ValueTask<Stream> SecureAsync(ProbedConnection connection, string host, HttpRequestMessage request, HttpRun run)
    {
        var secured = new SslStream(connection);
        try
        {
            run.Opened(secured);
            await secured.AuthenticateAsClientAsync(tls.OptionsFor(host, request, run), run.Cancellation);
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }

        connection.Secured();
        run.Phases.Enter(HttpPhase.Processing);
        return secured;
    }

    /// <summary>
    /// The handler asks again, up to three times, when a server closes a connection without a word. That would hide the failure which
    /// we are here to see. A second connection is right for another version of HTTP, and where the handler threw the first away unused:
    /// one that was made for HTTP/2, turned out to be HTTP/1.1 and is not to be kept may look too old to it already.
    /// </summary>
    private static void RefuseSecond(HttpRequestMessage request, HttpRun run)
    {
        if (request.Version == run.ConnectedFor && run.Connection is { IsAsked: true })
        {
            throw new HttpFailedException(ProbeErrorKind.Connection, $"{run.Address} closed the connection without an answer");
        }

        run.ConnectedFor = request.Version;
    }
}
