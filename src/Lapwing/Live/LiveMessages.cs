using System.Text.Json.Serialization;
using Lapwing.Api;

namespace Lapwing.Live;

/// <summary>What the server sends: <c>{"type": …}</c> and what the type brings.</summary>
internal abstract record LiveMessage(string Type);

/// <summary>The contract's message: statistics and firing alerts, at once and then every two seconds.</summary>
internal sealed record StatsUpdate(StatsView Data, IReadOnlyList<string> ActiveAlerts) : LiveMessage("stats_update");

/// <summary>All targets, in answer to a subscription or after this client was too slow.</summary>
internal sealed record TargetsSnapshot(IReadOnlyList<TargetView> Data) : LiveMessage("targets");

/// <summary>All firing alerts, likewise.</summary>
internal sealed record AlertsSnapshot(IReadOnlyList<AlertView> Data) : LiveMessage("alerts");

/// <summary>A target after a run.</summary>
internal sealed record TargetUpdate(TargetView Data) : LiveMessage("target");

/// <summary>A target is watched no longer.</summary>
internal sealed record TargetRemoved(TargetName Data) : LiveMessage("target_removed");

internal sealed record TargetName(string Name);

/// <summary>An alert was raised or is over.</summary>
internal sealed record AlertUpdate(AlertView Data) : LiveMessage("alert");

/// <summary>A measurement in the contract's shape.</summary>
internal sealed record SampleUpdate(MeasurementView Data) : LiveMessage("sample");

/// <summary>The contract's measurement. The time is milliseconds since 1970-01-01 UTC.</summary>
internal sealed record MeasurementView(
    string Source, string MetricName, double? Value, long Timestamp, IReadOnlyDictionary<string, string> Tags);

/// <summary>This client was too slow: so many updates were left out, and snapshots follow that make up for them.</summary>
internal sealed record Dropped(DroppedCount Data) : LiveMessage("dropped");

internal sealed record DroppedCount(long Count);

/// <summary>The client's message could not be used.</summary>
internal sealed record ErrorMessage(string Message) : LiveMessage("error");

/// <summary>What a client sends: the streams it wants from now on.</summary>
internal sealed record ClientMessage
{
    /// <summary>Any of <c>targets</c>, <c>alerts</c>, <c>samples</c>; replaces what was subscribed before.</summary>
    public IReadOnlyList<string?>? Subscribe { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StatsUpdate))]
[JsonSerializable(typeof(TargetsSnapshot))]
[JsonSerializable(typeof(AlertsSnapshot))]
[JsonSerializable(typeof(TargetUpdate))]
[JsonSerializable(typeof(TargetRemoved))]
[JsonSerializable(typeof(AlertUpdate))]
[JsonSerializable(typeof(SampleUpdate))]
[JsonSerializable(typeof(Dropped))]
[JsonSerializable(typeof(ErrorMessage))]
[JsonSerializable(typeof(ClientMessage))]
internal sealed partial class LiveJson : JsonSerializerContext;
