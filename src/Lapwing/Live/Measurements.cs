using System.Globalization;
using Lapwing.Api;
using Lapwing.Ingest;
using Lapwing.Model;
using Lapwing.Probes;

namespace Lapwing.Live;

/// <summary>The headline measurement of a run in the contract's shape, with the contract's tags of its kind.</summary>
internal static class Measurements
{
    public static MeasurementView Of(TargetState target, ProbeRun run) => new(
        target.Source.Name, target.Source.HeadlineMetric, run.Result.Headline is { } value ? WindowView.Finite(value) : null,
        run.Timestamp, Tags(target, run));

    private static Dictionary<string, string> Tags(TargetState target, ProbeRun run)
    {
        var (name, value) = TargetLabels.HeadlineTags(target.Model).Pairs[0];
        var tags = new Dictionary<string, string> { [name] = value, ["target"] = target.Name, ["status"] = run.Result.Status };
        var volatileTag = target.Source switch
        {
            Source.Database => "connections",
            Source.File => "access_count",
            _ => null,
        };
        foreach (var measurement in run.Result.Measurements.Span)
        {
            if (measurement.Name == volatileTag)
                tags[volatileTag] = measurement.Value.ToString("R", CultureInfo.InvariantCulture);
        }

        return tags;
    }
}
