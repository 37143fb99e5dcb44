namespace Lapwing.Config.Validation;

/// <summary>The expression of each rule can be understood by the query language.</summary>
internal static class Expressions
{
    public static void Check(LapwingConfig config, ConfigReport report, Func<string, (int Offset, string Message)?> check)
    {
        foreach (var (g, group) in config.Groups.Index())
        {
            foreach (var (r, rule) in group.Rules.Index())
            {
                if (check(rule.Expr) is var (offset, message))
                    report.Error($"groups[{g}].rules[{r}].expr", $"{message}, at character {offset + 1}");
            }
        }
    }
}
