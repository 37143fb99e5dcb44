using System.Globalization;
using System.Text.Json.Serialization;

namespace Lapwing.Alerts.Notifiers;

/// <summary>The body of a webhook, as Alertmanager documents it (version 4).</summary>
internal sealed record WebhookMessage
{
    public string Version { get; init; } = "4";

    public required string GroupKey { get; init; }

    public int TruncatedAlerts { get; init; }

    public required string Status { get; init; }

    public required string Receiver { get; init; }

    public required IReadOnlyDictionary<string, string> GroupLabels { get; init; }

    public required IReadOnlyDictionary<string, string> CommonLabels { get; init; }

    public required IReadOnlyDictionary<string, string> CommonAnnotations { get; init; }

    [JsonPropertyName("externalURL")]
    public string ExternalUrl { get; init; } = "";

    public required IReadOnlyList<WebhookAlert> Alerts { get; init; }

    /// <summary>A message of one alert: each is told when it happens, alone.</summary>
    public static WebhookMessage Of(Alert alert, string receiver)
    {
        var labels = alert.Labels.Pairs.ToArray().ToDictionary(pair => pair.Key, pair => pair.Value);
        var status = alert.State == AlertState.Firing ? "firing" : "resolved";
        return new()
        {
            GroupKey = $"{{}}:{{{alert.Id}}}",
            Status = status,
            Receiver = receiver,
            GroupLabels = labels,
            CommonLabels = labels,
            CommonAnnotations = alert.Annotations,
            Alerts =
            [
                new()
                {
                    Status = status,
                    Labels = labels,
                    Annotations = alert.Annotations,
                    StartsAt = Time(alert.FiredAt),
                    EndsAt = Time(alert.ResolvedAt),
                    Fingerprint = alert.Id,
                    Values = new Dictionary<string, double> { ["value"] = alert.Value, ["threshold"] = alert.Threshold },
                },
            ],
        };
    }

    /// <summary>RFC 3339; Go's zero time where there is none yet, as Alertmanager sends it.</summary>
    private static string Time(long? milliseconds) => milliseconds is { } time
        ? DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)
        : "0001-01-01T00:00:00Z";
}

/// <summary>An alert in a <see cref="WebhookMessage"/>.</summary>
internal sealed record WebhookAlert
{
    public required string Status { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    public required string StartsAt { get; init; }

    public required string EndsAt { get; init; }

    [JsonPropertyName("generatorURL")]
    public string GeneratorUrl { get; init; } = "";

    public required string Fingerprint { get; init; }

    /// <summary>The value that decided and the threshold; an addition to Alertmanager's form.</summary>
    public required IReadOnlyDictionary<string, double> Values { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class WebhookJson : JsonSerializerContext;
