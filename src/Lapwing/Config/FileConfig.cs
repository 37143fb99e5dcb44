using Lapwing.Config.Validation;
using Lapwing.Config.Values;
using Lapwing.Model;

namespace Lapwing.Config;

/// <summary>A file, or the files that a pattern names, to watch.</summary>
internal sealed record FileConfig : TargetConfig
{
    /// <summary>A path, or a pattern with <c>*</c>, <c>?</c>, <c>[…]</c> and <c>**</c> (any depth).</summary>
    [NotEmpty, PathText]
    public required string Path { get; init; }

    /// <summary>Lines to count, read from the end of the file as they come. Default: none.</summary>
    public ValueList<LineMatchConfig> Match { get; init; } = [];

    /// <summary>Whether a checksum (XXH3) is made when size or time of change differ, to count changes of content. Default: false.</summary>
    public bool Checksum { get; init; }

    /// <summary>What must hold for the target to be healthy. Default: at least one file.</summary>
    public FileExpectConfig Expect { get; init; } = new();

    public override Source Source => Source.File;

    public override string Address => Path;
}

/// <summary>A counter of lines that match a regular expression.</summary>
internal sealed record LineMatchConfig
{
    /// <summary>Name of the metric, by convention ending in <c>_total</c>.</summary>
    [MetricName]
    public required string Metric { get; init; }

    /// <summary>A regular expression that must match somewhere in the line.</summary>
    [RegexPattern]
    public required string Regex { get; init; }
}

/// <summary>What must hold for a file to be healthy.</summary>
internal sealed record FileExpectConfig
{
    /// <summary>The longest time since the newest file was changed. Default: no limit. From 1s.</summary>
    [Within("1s")]
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The most that any single file may hold. Default: no limit.</summary>
    public ByteSize? MaxSize { get; init; }

    /// <summary>The least that any single file must hold. Default: no limit.</summary>
    public ByteSize? MinSize { get; init; }

    /// <summary>The least number of files. Default: 1; 0 means that none is needed.</summary>
    [Within("0")]
    public int MinFiles { get; init; } = 1;

    /// <summary>The largest number of files. Default: no limit. From 0.</summary>
    [Within("0")]
    public int? MaxFiles { get; init; }
}
