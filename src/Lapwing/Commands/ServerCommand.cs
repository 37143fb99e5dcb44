using Lapwing.Config;
using Spectre.Console;

namespace Lapwing.Commands;

/// <summary>What <c>run</c> and <c>demo</c> have in common: a server from its start to a signal.</summary>
internal static class ServerCommand
{
    private const int RedirectedWidth = 4096;

    public static async Task<int> RunAsync(ServerOptions options, LapwingConfig config)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = RedirectedWidth; // one line an alert, for whoever reads the file
        using var signals = new Signals();
        await using var server = new LapwingServer(options, config);
        signals.Hangup += () => _ = server.ReloadAsync();
        try
        {
            await server.StartAsync(config);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"lapwing: {e.Message} Choose another address with --listen HOST:PORT.");
            return ExitCode.Failed;
        }

        AnsiConsole.MarkupLineInterpolated($"Lapwing {Product.Version} is watching; open [link]{string.Join(", ", server.Urls)}[/]");
        if (options.Stats)
            await StatsTable.PrintAsync(server, AnsiConsole.Console, config.Defaults.Interval, TimeProvider.System, signals.Stop);
        else
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, signals.Stop).ContinueWith(_ => { }, TaskScheduler.Default);
        await server.StopAsync();
        return ExitCode.Done;
    }
}
