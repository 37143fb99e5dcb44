using Lapwing.Config.Validation;
using Lapwing.Config.Values;

namespace Lapwing.Config;

/// <summary>The whole of <c>lapwing.yml</c>, as written.</summary>
internal sealed record LapwingConfig
{
    /// <summary>Addresses to listen on, each host:port; one or a list. Default: 127.0.0.1:8000. <c>*</c> is every address of the machine.</summary>
    [HostPort]
    public ValueList<string> Listen { get; init; } = ["127.0.0.1:8000"];

    /// <summary>Folder of what is kept. Default: ./lapwing-data.</summary>
    [NotEmpty]
    public string Data { get; init; } = "./lapwing-data";

    /// <summary>How long what is collected is kept.</summary>
    public RetentionConfig Retention { get; init; } = new();

    /// <summary>Series that are kept for a shorter time than the others. Of several rules for a series the shortest holds. Default: none.</summary>
    public ValueList<RetentionRuleConfig> RetentionRules { get; init; } = [];

    /// <summary>How the store works.</summary>
    public StorageConfig Storage { get; init; } = new();

    /// <summary>What a target has where it says nothing itself.</summary>
    public DefaultsConfig Defaults { get; init; } = new();

    /// <summary>HTTP endpoints to watch. Default: none.</summary>
    public ValueList<ApiConfig> Apis { get; init; } = [];

    /// <summary>Databases to watch. Default: none.</summary>
    public ValueList<DatabaseConfig> Databases { get; init; } = [];

    /// <summary>Files to watch. Default: none.</summary>
    public ValueList<FileConfig> Files { get; init; } = [];

    /// <summary>Which of the built-in rules are on. Default: all.</summary>
    public BuiltinRulesConfig BuiltinRules { get; init; } = new();

    /// <summary>Groups of alert rules. Default: none.</summary>
    public ValueList<RuleGroupConfig> Groups { get; init; } = [];

    /// <summary>Who is told of alerts. Default: nobody but the log and the page.</summary>
    public RouteConfig? Route { get; init; }

    /// <summary>Those who can be told. Default: none.</summary>
    public ValueList<ReceiverConfig> Receivers { get; init; } = [];

    /// <summary>Every target, with its path in the file: <c>apis[0]</c>.</summary>
    public IEnumerable<(string Path, TargetConfig Target)> Targets() =>
    [
        .. Apis.Select((api, i) => ($"apis[{i}]", (TargetConfig)api)),
        .. Databases.Select((database, i) => ($"databases[{i}]", (TargetConfig)database)),
        .. Files.Select((file, i) => ($"files[{i}]", (TargetConfig)file)),
    ];

    /// <summary>The same with the names of files that Lapwing itself opens made absolute: as written they begin at the file's folder.</summary>
    public LapwingConfig WithFilesFrom(string directory) => this with
    {
        Apis = [.. Apis.Select(api => api with { Tls = api.Tls.WithFilesFrom(directory) })],
    };
}
