using Lapwing.Config.Validation;
using Lapwing.Config.Values;

namespace Lapwing.Config;

/// <summary>What must hold for an API to be healthy. All conditions given must hold; the message of a failed one names both sides.</summary>
internal sealed record ApiExpectConfig
{
    /// <summary>Statuses that are right. Default: 200-299. A wrong 429, 502, 503 or 504 is tried again (<c>retry</c>), others are not.</summary>
    public ValueList<StatusRange> Status { get; init; } = [new(200, 299)];

    /// <summary>The longest time of the whole request. Default: no limit but the timeout. From 1ms.</summary>
    [Within("1ms")]
    public TimeSpan? MaxResponseTime { get; init; }

    /// <summary>What the body must hold. Default: nothing is asked of it.</summary>
    public BodyExpectConfig? Body { get; init; }

    /// <summary>For each response header a regular expression that must match somewhere in its value. Default: none.</summary>
    [HeaderNames, RegexPattern]
    public ValueMap<string> Headers { get; init; } = ValueMap<string>.Empty;

    /// <summary>How long the certificate must be valid still. Default: just now.</summary>
    public TimeSpan? Certificate { get; init; }
}

/// <summary>What a response's body must hold.</summary>
internal sealed record BodyExpectConfig
{
    /// <summary>A text that must occur. Default: none.</summary>
    public string? Contains { get; init; }

    /// <summary>A regular expression that must match somewhere. Default: none.</summary>
    [RegexPattern]
    public string? Matches { get; init; }

    /// <summary>For each JSONPath the value that must stand there, compared as text; the body must be JSON. Default: none.</summary>
    [JsonPaths]
    public ValueMap<string> Json { get; init; } = ValueMap<string>.Empty;
}
