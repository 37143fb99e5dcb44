using System.CommandLine;

namespace Lapwing.Commands;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    public static Option<string[]> Listen() =>
        new("--listen", "-l") { Description = "Listen on HOST:PORT instead of what the configuration says; may be given several times." };

    public static Option<string?> Data() => new("--data", "-d") { Description = "Folder of what is kept, instead of what the configuration says." };

    public static Option<bool> Stats() => new("--stats") { Description = "Print a table of the statistics every round." };

    public static Option<LogLevel> Log() => new("--log-level")
    {
        Description = "The least serious events to log: Debug, Information, Warning or Error.", DefaultValueFactory = _ => LogLevel.Information,
    };
}
