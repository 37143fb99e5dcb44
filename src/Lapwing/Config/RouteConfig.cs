namespace Lapwing.Config;

/// <summary>Where alerts are sent, in Alertmanager's form; for now the one receiver of all alerts.</summary>
internal sealed record RouteConfig
{
    /// <summary>Name of the receiver, one of <c>receivers</c>. Default: nobody but the log and the page.</summary>
    public string? Receiver { get; init; }
}
