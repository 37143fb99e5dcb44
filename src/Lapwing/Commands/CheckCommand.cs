using System.CommandLine;
using Lapwing.Config;

namespace Lapwing.Commands;

/// <summary><c>lapwing check config</c>: tells everything that is wrong with configuration files, and starts nothing.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "The files to check.", Arity = ArgumentArity.OneOrMore };
        var config = new Command("config", "Check configuration files.") { files };
        config.SetAction(parsed => Check(parsed.GetRequiredValue(files)));
        return new Command("check", "Check files without running anything.") { config };
    }

    private static int Check(string[] files)
    {
        var bad = false;
        foreach (var file in files)
        {
            var result = ConfigFile.Load(file);
            foreach (var message in result.Messages)
            {
                Console.Error.WriteLine(message);
            }

            if (result.Config is { } config)
                Console.WriteLine($"{file}: {config.Apis.Count} APIs, {config.Databases.Count} databases, {config.Files.Count} files, {config.Groups.Sum(group => group.Rules.Count)} rules: good");
            bad |= result.Config is null;
        }

        return bad ? ExitCode.BadConfig : ExitCode.Done;
    }
}
