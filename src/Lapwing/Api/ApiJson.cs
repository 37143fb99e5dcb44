using System.Text.Json.Serialization;
using Lapwing.Probes;

namespace Lapwing.Api;

/// <summary>How the API's answers are written: snake_case, and nothing for what is not there only where the contract says so.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RootView))]
[JsonSerializable(typeof(StatsView))]
[JsonSerializable(typeof(AlertsView))]
[JsonSerializable(typeof(TargetsView))]
[JsonSerializable(typeof(TargetDetailsView))]
[JsonSerializable(typeof(FailedExpectation))]
[JsonSerializable(typeof(ReloadView))]
internal sealed partial class ApiJson : JsonSerializerContext;
