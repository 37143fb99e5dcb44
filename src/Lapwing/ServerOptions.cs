using Lapwing.Config;
using Spectre.Console;

namespace Lapwing;

/// <summary>What the command line says about a server.</summary>
internal sealed record ServerOptions
{
    /// <summary>Reads the configuration, at each reload. Default: none, there is nothing to reload.</summary>
    public Func<ConfigResult>? Load { get; init; }

    /// <summary>Addresses to listen on instead of the configured ones; empty for those.</summary>
    public IReadOnlyList<string> Listen { get; init; } = [];

    /// <summary>Folder of what is kept instead of the configured one; null for that.</summary>
    public string? Data { get; init; }

    /// <summary>Whether a table of the statistics is printed every round.</summary>
    public bool Stats { get; init; }

    /// <summary>The least serious events that the log holds. Default: Information.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Where the person in front of the terminal is told of alerts. Default: standard output.</summary>
    public IAnsiConsole Console { get; init; } = AnsiConsole.Console;

    /// <summary>Whether <c>/openapi.json</c> is made anew from the code, not the one built in. Default: false.</summary>
    public bool DescribeApi { get; init; }

    /// <summary>How long runs under way, and then notifications, may take to finish at a stop. Default: 5 s each.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);
}
