using Lapwing.Config.Validation;
using Lapwing.Config.Values;

namespace Lapwing.Config;

/// <summary>Somebody to tell, in Alertmanager's form.</summary>
internal sealed record ReceiverConfig
{
    /// <summary>Name of the receiver, unique in the file.</summary>
    [NotEmpty]
    public required string Name { get; init; }

    /// <summary>HTTP endpoints that are sent each change as JSON. Default: none.</summary>
    public ValueList<WebhookConfig> WebhookConfigs { get; init; } = [];
}

/// <summary>An HTTP endpoint that is sent alerts by POST, in the form of Alertmanager's webhook, version 4.</summary>
internal sealed record WebhookConfig
{
    /// <summary>The address; it may hold a token, so it is shown nowhere.</summary>
    [HttpUrl]
    public required Secret Url { get; init; }

    /// <summary>Whether the end of an alert is sent too. Default: true.</summary>
    public bool SendResolved { get; init; } = true;

    /// <summary>Time after which one attempt is given up. Default: 10s. From 1ms to 10m.</summary>
    [Within("1ms", "10m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
