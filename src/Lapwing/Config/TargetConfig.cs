using Lapwing.Config.Values;
using Lapwing.Model;

namespace Lapwing.Config;

/// <summary>What every watched target has, whatever its kind. Options left out come from <see cref="DefaultsConfig"/>.</summary>
internal abstract record TargetConfig
{
    /// <summary>
    /// The name of the target, unique in the file; the label <c>target</c> of all its series. Default: what it watches
    /// (the URL, the engine and host, the path).
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Time from one run to the next. Default: <c>defaults.interval</c>. From 100ms to 30d.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Time after which one attempt is given up. Default: <c>defaults.timeout</c>, but never more than the interval.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How transient failures are tried again. Default: <c>defaults.retry</c>.</summary>
    public RetryConfig? Retry { get; init; }

    /// <summary>Number of samples in the window that <c>/stats</c> shows. Default: <c>defaults.window</c>. From 1 to 10000.</summary>
    public int? Window { get; init; }

    /// <summary>Labels put on every series of the target. Default: none.</summary>
    public ValueMap<string> Labels { get; init; } = ValueMap<string>.Empty;

    /// <summary>The kind of target; set by the section it stands in.</summary>
    public abstract Source Source { get; }

    /// <summary>What is watched, free of secrets: shown to people, and the name where none is given.</summary>
    public abstract string Address { get; }
}
