namespace Lapwing.Config;

/// <summary>Which of the built-in rules are on. A rule of the same name in <c>groups</c> replaces the built-in one.</summary>
internal sealed record BuiltinRulesConfig
{
    /// <summary>The rule <c>api_response_time > 300</c>. Default: true.</summary>
    public bool HighResponseTime { get; init; } = true;

    /// <summary>The rule <c>database_performance &lt; 200</c>. Default: true.</summary>
    public bool LowQueryPerformance { get; init; } = true;

    /// <summary>The rule <c>file_system > 5242880</c>. Default: true.</summary>
    public bool LargeFileSize { get; init; } = true;
}
