using System.CommandLine;
using System.CommandLine.Parsing;
using Lapwing.Config.Validation;

namespace Lapwing.Commands;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    public static Option<string[]> Listen() => new("--listen", "-l")
    {
        Description = "Listen on HOST:PORT instead of what the configuration says; may be given several times.", Validators = { CheckListen },
    };

    public static Option<string?> Data() => new("--data", "-d") { Description = "Folder of what is kept, instead of what the configuration says." };

    public static Option<bool> Stats() => new("--stats") { Description = "Print a table of the statistics every round." };

    public static Option<LogLevel> Log()
    {
        var log = new Option<LogLevel>("--log-level") { Description = "The least serious events to log.", DefaultValueFactory = _ => LogLevel.Information };
        log.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "Debug", "Information", "Warning", "Error");
        return log;
    }

    private static void CheckListen(OptionResult listen)
    {
        foreach (var address in listen.Tokens.Select(token => token.Value))
        {
            if (HostPortAttribute.Complaint(address) is { } complaint)
                listen.AddError($"'{address}' {complaint}.");
        }
    }
}
