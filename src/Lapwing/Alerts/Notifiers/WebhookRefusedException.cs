namespace Lapwing.Alerts.Notifiers;

/// <summary>A webhook's receiver answered, but did not take the message.</summary>
internal sealed class WebhookRefusedException(int status) : Exception($"the receiver answered with status {status}")
{
    /// <summary>Whether the receiver may take it later.</summary>
    public bool Transient => status is 408 or 429 or >= 500;
}
