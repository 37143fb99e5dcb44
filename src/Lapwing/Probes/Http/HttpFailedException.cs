namespace Lapwing.Probes.Http;

/// <summary>Ends a run with an error. An exception, for it must pass through <see cref="SocketsHttpHandler"/>.</summary>
internal sealed class HttpFailedException(ProbeErrorKind kind, string message, bool transient = true) : Exception(message)
{
    public ProbeError Error => new(kind, Message, transient);
}
