using Lapwing.Config.Values;
using Lapwing.Model;

namespace Lapwing.Config;

/// <summary>A target with every option resolved; immutable and compared by value, so that a reload can tell what has not changed.</summary>
internal sealed record TargetModel(
    string Name, TimeSpan Interval, TimeSpan Timeout, RetryConfig Retry, int Window, ValueMap<string> Labels, TargetConfig Config)
{
    public Source Source => Config.Source;

    public static TargetModel From(TargetConfig config, DefaultsConfig defaults)
    {
        var interval = config.Interval ?? defaults.Interval;
        var timeout = config.Timeout ?? defaults.Timeout;
        return new(config.Name ?? config.Address, interval, timeout < interval ? timeout : interval,
            config.Retry ?? defaults.Retry, config.Window ?? defaults.Window, config.Labels, config);
    }
}
