using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Lapwing.Probes.Http;

/// <summary>Says in words why a run brought no response. No query string and no header stands in them.</summary>
internal static class HttpFailure
{
    /// <summary>What <paramref name="failure"/> means for the target: the outermost exception that says something decides.</summary>
    public static ProbeError Describe(Exception failure, HttpRun run)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (Meaning(e, run) is { } error)
            {
                return error;
            }
        }

        // A peer that hangs up on what it does not understand, seen before its answer: the client then only says that its stream broke.
        if (failure is HttpRequestException or IOException)
            return Protocol($"{Peer(run)} broke off: {Sentence(failure.GetBaseException())}");
        return new(ProbeErrorKind.Internal, $"the check itself failed: {failure.GetType().Name}: {failure.Message}", Transient: true);
    }

    /// <summary>What a run was waiting for when its time was up.</summary>
    public static ProbeError TimedOut(HttpRun run, TimeSpan timeout)
    {
        var within = string.Create(CultureInfo.InvariantCulture, $"within {timeout.TotalMilliseconds:0.###} ms");
        return new(ProbeErrorKind.Timeout, Transient: true, Message: run.Phases.Current switch
        {
            HttpPhase.Resolve => $"no name server answered the question for \"{run.Url.IdnHost}\" {within}",
            HttpPhase.Connect => $"no connection to {run.Address} {within}",
            HttpPhase.Tls => $"the TLS handshake with {run.Address} did not end {within}",
            HttpPhase.Processing => $"no response from {Peer(run)} {within}",
            _ when run.IsComplete => $"the response of {Peer(run)} came, but its body was not judged {within}",
            _ => $"the response of {Peer(run)} did not end {within}",
        });
    }

    private static ProbeError? Meaning(Exception e, HttpRun run) => e switch
    {
        HttpFailedException connect => connect.Error,
        HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } =>
            new(ProbeErrorKind.Authentication, "the proxy wants other credentials (status 407)", Transient: false),
        HttpRequestException request => Meaning(request.HttpRequestError, request, run),
        HttpIOException io => Meaning(io.HttpRequestError, io, run),
        AuthenticationException when run.CertificateProblem is { } problem => new(ProbeErrorKind.Tls, problem, Transient: false),
        AuthenticationException => new(ProbeErrorKind.Tls, Handshake(e, run), Transient: true),
        SocketException socket => new(ProbeErrorKind.Connection, socket.SocketErrorCode.At(run.Address), Transient: true),
        IOException when run.Phases.Current is HttpPhase.Tls => new(ProbeErrorKind.Tls, Handshake(e, run), Transient: true),
        InvalidDataException or UriFormatException => Protocol($"{Peer(run)} sent what cannot be read: {Sentence(e)}"),
        _ => null,
    };

    private static ProbeError? Meaning(HttpRequestError error, Exception e, HttpRun run) => error switch
    {
        HttpRequestError.VersionNegotiationError => Protocol($"{Peer(run)} does not speak the version of HTTP that http_version asks for"),
        HttpRequestError.ConfigurationLimitExceeded => Protocol($"{Peer(run)} sent a header of more than 64 KB"),
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError =>
            Protocol($"{Peer(run)} does not keep to HTTP: {Sentence(e)}"),
        HttpRequestError.ProxyTunnelError => new(ProbeErrorKind.Connection, $"the proxy opened no tunnel: {Sentence(e)}", Transient: true),
        HttpRequestError.ResponseEnded =>
            new(ProbeErrorKind.Connection, $"{Peer(run)} closed the connection before the end of the response", Transient: true),
        _ => null,
    };

    private static ProbeError Protocol(string message) => new(ProbeErrorKind.Protocol, message, Transient: false);

    private static string Handshake(Exception e, HttpRun run) =>
        $"the TLS handshake with {Peer(run)} failed: {Sentence(e.GetBaseException())}";

    /// <summary>Whom we talk to: the address, and the name where there is one.</summary>
    private static string Peer(HttpRun run) => run.Address is null ? run.Url.IdnHost : $"{run.Address}";

    private static string Sentence(Exception e) => HttpText.Shorten(e.Message.TrimEnd('.'));
}
