using Lapwing.Config.Validation;

namespace Lapwing.Config;

/// <summary>
/// How transient failures (no connection, time-out, a server that breaks off) are tried again within one run. Attempts that would
/// start after the target's interval has passed are not made.
/// </summary>
internal sealed record RetryConfig
{
    /// <summary>Number of attempts, the first included. Default: 3. From 1 to 10; 1 means no retry.</summary>
    [Within("1", "10")]
    public int Attempts { get; init; } = 3;

    /// <summary>Wait before the second attempt. Default: 1s. From 0s to 1d.</summary>
    [Within("0s", "1d")]
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>By how much each wait is longer than the one before. Default: 2, so 1s, 2s, 4s. From 1 to 10.</summary>
    [Within("1", "10")]
    public double Factor { get; init; } = 2;

    /// <summary>The longest wait. Default: 30s. From 0s to 1d.</summary>
    [Within("0s", "1d")]
    public TimeSpan Max { get; init; } = TimeSpan.FromSeconds(30);
}
