using Lapwing.Config.Values;
using Lapwing.Model;

namespace Lapwing.Config;

/// <summary>
/// A target with everything decided that its options leave to defaults. Immutable, and equal to another that would do the same, so that
/// a reload can leave it running.
/// </summary>
internal sealed record TargetModel
{
    private TargetModel(TargetConfig config)
    {
        Name = config.Name!;
        Address = config.Address;
        Interval = config.Interval!.Value;
        Timeout = config.Timeout!.Value;
        Retry = config.Retry!;
        Window = config.Window!.Value;
        Labels = Labels.From([.. config.Labels, new("source", config.Source.Name), new("target", Name)]);
        Config = config;
    }

    /// <summary>The name, unique among all targets.</summary>
    public string Name { get; }

    /// <summary>What is watched, free of secrets.</summary>
    public string Address { get; }

    public Source Source => Config.Source;

    /// <summary>Time from one run to the next.</summary>
    public TimeSpan Interval { get; }

    /// <summary>Time after which one attempt is given up; never more than the interval.</summary>
    public TimeSpan Timeout { get; }

    public RetryConfig Retry { get; }

    /// <summary>Number of samples in the window that <c>/stats</c> shows.</summary>
    public int Window { get; }

    /// <summary>The labels that all series of the target have: its own, <c>source</c> and <c>target</c>.</summary>
    public Labels Labels { get; }

    /// <summary>The options as written, those left out filled in.</summary>
    public TargetConfig Config { get; }

    public static TargetModel From(TargetConfig config, DefaultsConfig defaults)
    {
        var interval = config.Interval ?? defaults.Interval;
        return new(config with
        {
            Name = config.Name ?? config.Address,
            Interval = interval,
            Timeout = config.Timeout ?? TimeSpan.FromTicks(Math.Min(defaults.Timeout.Ticks, interval.Ticks)),
            Retry = config.Retry ?? defaults.Retry,
            Window = config.Window ?? defaults.Window,
        });
    }

    /// <summary>All targets of a configuration.</summary>
    public static ValueList<TargetModel> All(LapwingConfig config) => [.. config.Targets().Select(target => From(target.Target, config.Defaults))];
}
