namespace Lapwing.Config.Validation;

/// <summary>The name of a group of rules is unique in the file.</summary>
internal static class GroupNames
{
    public static void Check(LapwingConfig config, ConfigReport report) =>
        Unique.Check(config.Groups.Select((group, i) => ($"groups[{i}].name", group.Name)), (group, first) =>
            report.Error(group.Path, $"{Quoted.Text(group.Name)} is the name of another group already, at {first}"));
}
