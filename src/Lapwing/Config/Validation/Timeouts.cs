using Lapwing.Config.Binding.Formats;

namespace Lapwing.Config.Validation;

/// <summary>A time-out that somebody wrote is not longer than the interval; one that comes from a default is shortened silently.</summary>
internal static class Timeouts
{
    private static readonly DurationFormat Durations = new();

    public static void Check(LapwingConfig config, ConfigReport report)
    {
        foreach (var (path, target) in config.Targets())
        {
            var interval = target.Interval ?? config.Defaults.Interval;
            if (report.HasErrorsIn($"{path}.interval") || report.HasErrorsIn("defaults.interval"))
                continue;
            if (target.Timeout is { } timeout && timeout > interval)
                report.Error($"{path}.timeout", $"{Durations.Write(timeout)} is longer than the interval, {Durations.Write(interval)}; write at most that");
        }
    }
}
