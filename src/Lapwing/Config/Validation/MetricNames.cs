namespace Lapwing.Config.Validation;

/// <summary>
/// The counters of one file target have names of their own: two of one name would be one series with two values at each instant. Queries of
/// one database may share a name, since their labels can tell them apart.
/// </summary>
internal static class MetricNames
{
    public static void Check(LapwingConfig config, ConfigReport report)
    {
        foreach (var (i, file) in config.Files.Index())
        {
            Unique.Check(file.Match.Select((match, m) => ($"files[{i}].match[{m}].metric", match.Metric)), (metric, first) => report.Error(
                metric.Path, $"{Quoted.Text(metric.Name)} is counted by {first} already; choose another name, or join the two by | in one regex"));
        }
    }
}
