namespace Lapwing.Config;

/// <summary>What a target has where it says nothing itself.</summary>
internal sealed record DefaultsConfig
{
    /// <summary>Time from one run of a target to the next. Default: 5s. From 100ms to 30d.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time after which one attempt is given up. Default: 3s; a target with a shorter interval has its interval.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How transient failures are tried again.</summary>
    public RetryConfig Retry { get; init; } = new();

    /// <summary>Number of samples in the window that <c>/stats</c> shows. Default: 10. From 1 to 10000.</summary>
    public int Window { get; init; } = 10;
}
