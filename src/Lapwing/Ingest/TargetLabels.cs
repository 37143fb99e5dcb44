using Lapwing.Config;
using Lapwing.Model;
using Lapwing.Probes;

namespace Lapwing.Ingest;

/// <summary>The labels that every series of a target has, and the tag that the contract gives its headline metric.</summary>
internal static class TargetLabels
{
    /// <summary><c>source</c> and <c>target</c>, then the user's own.</summary>
    public static Labels Of(TargetModel target) => Labels.From(
        [.. target.Labels, new("source", target.Source.Name), new("target", target.Name)]);

    /// <summary>The series of the headline metric.</summary>
    public static Labels Headline(TargetModel target)
    {
        var (name, value) = HeadlineTags(target).Pairs[0];
        return Of(target).With(Labels.MetricName, target.Source.HeadlineMetric).With(name, value);
    }

    /// <summary><c>endpoint</c>, <c>db_name</c> or <c>file_path</c>.</summary>
    public static Tags HeadlineTags(TargetModel target) => target.Source switch
    {
        Source.Api => new(("endpoint", target.Config.Address)),
        Source.Database => new(("db_name", target.Name)),
        _ => new(("file_path", target.Config.Address)),
    };
}
