using Lapwing.Config;
using Lapwing.Model;
using Lapwing.Probes;

namespace Lapwing.Ingest;

/// <summary>The tag that the contract gives a target's headline metric, and the series that this makes.</summary>
internal static class TargetLabels
{
    /// <summary>The series of the headline metric.</summary>
    public static Labels Headline(TargetModel target)
    {
        var (name, value) = HeadlineTags(target).Pairs[0];
        return target.Labels.With(Labels.MetricName, target.Source.HeadlineMetric).With(name, value);
    }

    /// <summary><c>endpoint</c>, <c>db_name</c> or <c>file_path</c>.</summary>
    public static Tags HeadlineTags(TargetModel target) => target.Source switch
    {
        Source.Api => new(("endpoint", target.Address)),
        Source.Database => new(("db_name", target.Name)),
        _ => new(("file_path", target.Address)),
    };
}
