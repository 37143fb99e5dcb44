namespace Lapwing.Config.Validation;

/// <summary>What must hold between options. What must hold for one option alone stands at its property, as a <see cref="CheckAttribute"/>.</summary>
internal static class ConfigRules
{
    private static readonly Action<LapwingConfig, ConfigReport>[] Rules =
    [
        ListenAddresses.Check,
        // Before the names, which may be made of them.
        ConnectionTexts.Check,
        TargetNames.Check,
        SqlServerCultures.Check,
        Timeouts.Check,
        Authentication.Check,
        TlsFiles.Check,
        FileLimits.Check,
        MetricNames.Check,
        GroupNames.Check,
        Receivers.Check,
    ];

    public static void Check(LapwingConfig config, ConfigReport report, Func<string, (int Offset, string Message)?>? checkExpression)
    {
        foreach (var rule in Rules)
        {
            rule(config, report);
        }

        if (checkExpression is not null)
            Expressions.Check(config, report, checkExpression);
    }
}
