using Lapwing.Config.Validation;

namespace Lapwing.Config;

/// <summary>What a target has where it says nothing itself.</summary>
internal sealed record DefaultsConfig
{
    /// <summary>Time from one run of a target to the next. Default: 5s. From 100ms to 30d.</summary>
    [Within("100ms", "30d")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time after which one attempt is given up. Default: 3s; a target with a shorter interval has its interval. From 1ms to 30d.</summary>
    [Within("1ms", "30d")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How transient failures are tried again.</summary>
    public RetryConfig Retry { get; init; } = new();

    /// <summary>Number of samples in the window that <c>/stats</c> shows. Default: 10. From 1 to 10000.</summary>
    [Within("1", "10000")]
    public int Window { get; init; } = 10;
}
