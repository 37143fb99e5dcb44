using Lapwing.Model;
using Lapwing.Probes;

namespace Lapwing.Api;

/// <summary>A target as it stands. Times are milliseconds since 1970-01-01 UTC.</summary>
internal record TargetView
{
    public required string Name { get; init; }

    /// <summary><c>api</c>, <c>database</c> or <c>file</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What is watched, free of secrets.</summary>
    public required string Address { get; init; }

    /// <summary><c>healthy</c>, <c>unhealthy</c>, or <c>pending</c> before the first run.</summary>
    public required string State { get; init; }

    /// <summary><c>healthy</c>, <c>pending</c>, or what is wrong in one word.</summary>
    public required string Status { get; init; }

    /// <summary>What is wrong; null when healthy.</summary>
    public string? Message { get; init; }

    /// <summary>Something to know that does not make it unhealthy, such as a missing privilege.</summary>
    public string? Notice { get; init; }

    /// <summary>The headline metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The headline's unit: <c>ms</c>, <c>per_second</c> or <c>bytes</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>The headline value of the last run; null where it brought none.</summary>
    public double? Value { get; init; }

    /// <summary>The last run; null before the first.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Since when it is as healthy or unhealthy as it is.</summary>
    public required long Since { get; init; }

    /// <summary>Milliseconds from one run to the next.</summary>
    public required long Interval { get; init; }

    /// <summary>Runs made, those that found it unhealthy, and attempts made again, since Lapwing watches it.</summary>
    public required RunCountsView Runs { get; init; }

    /// <summary>The user's own labels.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The headline values of the last five minutes, as pairs of time and value, null where one is missing; only where asked for.</summary>
    public IReadOnlyList<double?[]>? History { get; init; }

    public static TargetView Of(TargetState target)
    {
        var latest = target.Latest;
        return new()
        {
            Name = target.Name,
            Source = target.Source.Name,
            Address = target.Model.Address,
            State = latest is null ? "pending" : latest.Result.Error is null ? "healthy" : "unhealthy",
            Status = latest?.Result.Status ?? "pending",
            Message = latest?.Result.Error?.Message,
            Notice = latest?.Result.Notice,
            Metric = target.Source.HeadlineMetric,
            Unit = UnitOf(target.Source),
            Value = latest?.Result.Headline is { } value ? WindowView.Finite(value) : null,
            Timestamp = latest?.Timestamp,
            Since = target.Since,
            Interval = (long)target.Model.Interval.TotalMilliseconds,
            Runs = new(target.Count, target.Failures, target.Retries),
            Labels = target.Model.Config.Labels,
        };
    }

    private static string UnitOf(Source source) => source switch
    {
        Model.Source.Api => "ms",
        Model.Source.Database => "per_second",
        _ => "bytes",
    };
}

/// <summary>How often a target was asked.</summary>
internal sealed record RunCountsView(long Total, long Failed, long Retries);
