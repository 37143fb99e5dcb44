using System.Globalization;
using Lapwing.Alerts;
using Lapwing.Model;
using Lapwing.Windows;
using Spectre.Console;

namespace Lapwing.Commands;

/// <summary>The statistics of the three kinds of source as a table, printed every round.</summary>
internal static class StatsTable
{
    public static async Task PrintAsync(LapwingServer server, IAnsiConsole console, TimeSpan every, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                console.Write(Make(server.Windows, server.Alerts));
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    public static Table Make(TargetWindows windows, ActiveAlerts alerts)
    {
        var firing = alerts.Firing();
        var table = new Table().Border(TableBorder.Rounded).AddColumn("source");
        foreach (var column in new[] { "count", "mean", "min", "max", "latest", "alerts" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var source in SourceNames.All)
        {
            var window = windows.Of(source).LastSamples();
            var count = firing.Count(alert => alert.Source == source);
            string[] numbers = window.Count == 0 ? ["0", "-", "-", "-", "-"]
                : [Number(window.Count), Number(window.Mean), Number(window.Min), Number(window.Max), Number(window.Latest)];
            table.AddRow([source.Name, .. numbers, count == 0 ? "0" : $"[red]{count}[/]"]);
        }

        return table;
    }

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
