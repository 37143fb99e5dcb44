using Lapwing.Config.Values;

namespace Lapwing.Config;

/// <summary>The whole of <c>lapwing.yml</c>, as written.</summary>
internal sealed record LapwingConfig
{
    /// <summary>Addresses to listen on, each host:port; one or a list. Default: 127.0.0.1:8000.</summary>
    public ValueList<string> Listen { get; init; } = ["127.0.0.1:8000"];

    /// <summary>Folder of what is kept. Default: ./lapwing-data.</summary>
    public string Data { get; init; } = "./lapwing-data";

    /// <summary>What a target has where it says nothing itself.</summary>
    public DefaultsConfig Defaults { get; init; } = new();

    /// <summary>HTTP endpoints to watch.</summary>
    public ValueList<ApiConfig> Apis { get; init; } = [];

    /// <summary>Databases to watch.</summary>
    public ValueList<DatabaseConfig> Databases { get; init; } = [];

    /// <summary>Files to watch.</summary>
    public ValueList<FileConfig> Files { get; init; } = [];

    /// <summary>Which of the built-in rules are on. Default: all.</summary>
    public BuiltinRulesConfig BuiltinRules { get; init; } = new();

    /// <summary>Groups of alert rules.</summary>
    public ValueList<RuleGroupConfig> Groups { get; init; } = [];

    /// <summary>Who is told of alerts. Default: nobody but the log and the page.</summary>
    public RouteConfig? Route { get; init; }

    /// <summary>Those who can be told.</summary>
    public ValueList<ReceiverConfig> Receivers { get; init; } = [];
}
