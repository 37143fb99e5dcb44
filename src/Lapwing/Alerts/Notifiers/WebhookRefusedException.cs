namespace Lapwing.Alerts.Notifiers;

/// <summary>A webhook's receiver answered, but did not take the message.</summary>
internal sealed class WebhookRefusedException(int status) : Exception(Text(status))
{
    /// <summary>Whether the receiver may take it later.</summary>
    public bool Transient => status is 408 or 429 or >= 500;

    private static string Text(int status) => status is >= 300 and < 400
        ? $"the receiver answered with status {status}; redirects are not followed: configure the address that it leads to"
        : $"the receiver answered with status {status}";
}
