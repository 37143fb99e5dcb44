using Lapwing.Config;
using Lapwing.Storage;
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
        try
        {
            await using var server = new LapwingServer(options, config);
            signals.Hangup += () => _ = server.ReloadAsync();
            await server.StartAsync(config);
            AnsiConsole.WriteLine($"Lapwing {Product.Version} is watching; open {string.Join(", ", server.Urls)}");
            await WaitAsync(server, options, config, signals.Stop);
            await server.StopAsync();
            return ExitCode.Done;
        }
        catch (StoreException e)
        {
            await Console.Error.WriteLineAsync($"lapwing: {e.Message}");
            return ExitCode.Failed;
        }
        catch (ListenException e)
        {
            await Console.Error.WriteLineAsync($"lapwing: {e.Message} Choose another address with --listen HOST:PORT.");
            return ExitCode.Failed;
        }
    }

    private static Task WaitAsync(LapwingServer server, ServerOptions options, LapwingConfig config, CancellationToken stop) => options.Stats
        ? StatsTable.PrintAsync(server, AnsiConsole.Console, config.Defaults.Interval, TimeProvider.System, stop)
        : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ContinueWith(_ => { }, TaskScheduler.Default);
}
