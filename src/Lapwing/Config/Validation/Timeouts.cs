using Lapwing.Config.Binding.Formats;

namespace Lapwing.Config.Validation;

/// <summary>A time-out that somebody wrote is not longer than the interval; one that comes from a default is shortened silently.</summary>
internal static class Timeouts
{
    public static void Check(LapwingConfig config, ConfigReport report)
    {
        foreach (var (path, target) in config.Targets())
        {
            var interval = target.Interval ?? config.Defaults.Interval;
            if (target.Timeout > interval)
                report.Error($"{path}.timeout", $"{Text(target.Timeout.Value)} is longer than the interval, {Text(interval)}; write at most that");
        }
    }

    private static string Text(TimeSpan duration) => new DurationFormat().Write((object)duration);
}
