using Lapwing.Config.Validation;
using Lapwing.Config.Values;
using Lapwing.Model;

namespace Lapwing.Config;

/// <summary>What every watched target has, whatever its kind. Options left out come from <see cref="DefaultsConfig"/>.</summary>
internal abstract record TargetConfig
{
    /// <summary>
    /// The name of the target, unique in the file; the label <c>target</c> of all its series. Default: what it watches
    /// (the URL without its query, the database as host:port/name, the path).
    /// </summary>
    [NotEmpty]
    public string? Name { get; init; }

    /// <summary>Time from one run to the next. Default: <c>defaults.interval</c>. From 100ms to 30d.</summary>
    [Within("100ms", "30d")]
    public TimeSpan? Interval { get; init; }

    /// <summary>Time after which one attempt is given up. Default: <c>defaults.timeout</c>, but never more than the interval. From 1ms to 30d.</summary>
    [Within("1ms", "30d")]
    public TimeSpan? Timeout { get; init; }

    /// <summary>How transient failures are tried again. Default: <c>defaults.retry</c>.</summary>
    public RetryConfig? Retry { get; init; }

    /// <summary>Number of samples in the window that <c>/stats</c> shows. Default: <c>defaults.window</c>. From 1 to 10000.</summary>
    [Within("1", "10000")]
    public int? Window { get; init; }

    /// <summary>Labels put on every series of the target; not <c>source</c> and <c>target</c>, which Lapwing sets. Default: none.</summary>
    [LabelNames("__name__", "source", "target")]
    public ValueMap<string> Labels { get; init; } = ValueMap<string>.Empty;

    /// <summary>The kind of target; set by the section it stands in.</summary>
    public abstract Source Source { get; }

    /// <summary>What is watched, free of secrets: shown to people, and the name where none is given.</summary>
    public abstract string Address { get; }
}
