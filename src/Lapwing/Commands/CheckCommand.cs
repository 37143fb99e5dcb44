using System.CommandLine;
using Lapwing.Alerts;
using Lapwing.Config;

namespace Lapwing.Commands;

/// <summary><c>lapwing check config</c>: tells everything that is wrong with configuration files, and starts nothing.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "The files to check.", Arity = ArgumentArity.OneOrMore };
        var config = new Command("config", "Check configuration files.") { files };
        config.SetAction(parsed => Check(parsed.GetRequiredValue(files), parsed.InvocationConfiguration));
        return new Command("check", "Check files without running anything.") { config };
    }

    private static int Check(string[] files, InvocationConfiguration invocation)
    {
        var results = files.Select(file => (File: file, Result: new ConfigFile(RuleSet.Check).Load(file))).ToList();
        foreach (var (file, result) in results)
        {
            Findings.Print(result, invocation.Error);
            if (result.Config is { } config)
                invocation.Output.WriteLine($"{file}: good ({Summary(config)})");
        }

        return results.All(result => result.Result.Config is not null) ? ExitCode.Done : ExitCode.BadConfig;
    }

    private static string Summary(LapwingConfig config) =>
        $"APIs: {config.Apis.Count}, databases: {config.Databases.Count}, files: {config.Files.Count}, rules: {config.Groups.Sum(group => group.Rules.Count)}";
}
