namespace Lapwing.Config.Validation;

/// <summary>The name of a target is unique in the file: it is the label <c>target</c>, and what a reload recognises the target by.</summary>
internal static class TargetNames
{
    public static void Check(LapwingConfig config, ConfigReport report)
    {
        var targets = config.Targets().Where(target => target.Target.Name is not null || !report.HasErrorsIn(target.Path)).ToDictionary();
        Unique.Check(targets.Select(target => (target.Key, target.Value.Name ?? target.Value.Address)), (target, first) => report.Error(
            $"{target.Path}.name",
            targets[target.Path].Name is not null
                ? $"{Quoted.Text(target.Name)} is the name of {first} already; each target needs a name of its own"
                : $"is needed here: without one the name would be {Quoted.Text(target.Name)}, as of {first}"));
    }
}
