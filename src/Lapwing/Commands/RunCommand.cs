using System.CommandLine;
using Lapwing.Alerts;
using Lapwing.Config;

namespace Lapwing.Commands;

/// <summary><c>lapwing run</c>: watches what a configuration names.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config", "-c") { Description = "The configuration file.", DefaultValueFactory = _ => "lapwing.yml" };
        var listen = CommonOptions.Listen();
        var data = CommonOptions.Data();
        var stats = CommonOptions.Stats();
        var log = CommonOptions.Log();
        var command = new Command("run", "Watch what a configuration file names.") { config, listen, data, stats, log };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(config), new ServerOptions
        {
            Listen = parsed.GetValue(listen) ?? [],
            Data = parsed.GetValue(data),
            Stats = parsed.GetValue(stats),
            LogLevel = parsed.GetValue(log),
        }));
        return command;
    }

    private static async Task<int> RunAsync(string path, ServerOptions options)
    {
        var file = new ConfigFile(RuleSet.Check);
        var result = file.Load(path);
        Findings.Print(result, Console.Error);
        return result.Config is { } config
            ? await ServerCommand.RunAsync(options with { Load = () => file.Load(path) }, config)
            : ExitCode.BadConfig;
    }
}
