using Microsoft.Extensions.Logging.Console;

namespace Lapwing;

/// <summary>The log: one line an event on standard error, with the time in UTC, so that standard output stays for what was asked for.</summary>
internal static class Logging
{
    /// <param name="logging">What to configure.</param>
    /// <param name="level">The least serious events that are written.</param>
    public static void Configure(ILoggingBuilder logging, LogLevel level) => logging
        .SetMinimumLevel(level)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // a failed start is told in one line, by the command
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        })
        .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
}
