using System.CommandLine;
using System.Globalization;
using Lapwing.Api;
using Spectre.Console;

namespace Lapwing.Commands;

/// <summary><c>lapwing top</c>: the targets of a running server, live in the terminal, problems first.</summary>
internal static class TopCommand
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var url = new Option<Uri>("--url", "-u") { Description = "The server.", DefaultValueFactory = _ => new Uri("http://127.0.0.1:8000") };
        var once = new Option<bool>("--once") { Description = "Print once and end." };
        var command = new Command("top", "Show a running server live in the terminal.") { url, once };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(url), parsed.GetValue(once)));
        return command;
    }

    private static async Task<int> RunAsync(Uri server, bool once)
    {
        using var signals = new Signals();
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            if (once)
            {
                AnsiConsole.Write(await MakeAsync(http, signals.Stop));
                return ExitCode.Done;
            }

            await AnsiConsole.Live(await MakeAsync(http, signals.Stop)).StartAsync(live => FollowAsync(live, http, signals.Stop));
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"lapwing: {server} could not be asked: {e.Message} Is Lapwing running there? Name another server with --url.");
            return ExitCode.Failed;
        }
    }

    private static async Task FollowAsync(LiveDisplayContext live, HttpClient http, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Refresh);
        while (await timer.WaitForNextTickAsync(stop))
        {
            live.UpdateTarget(await MakeAsync(http, stop));
        }
    }

    private static async Task<Table> MakeAsync(HttpClient http, CancellationToken stop)
    {
        var targets = await http.GetFromJsonAsync("/api/targets", ApiJson.Default.TargetsView, stop);
        var alerts = await http.GetFromJsonAsync("/alerts", ApiJson.Default.AlertsView, stop);
        var firing = alerts!.Alerts.ToLookup(alert => alert.Target, alert => alert.Rule);
        var table = new Table().Border(TableBorder.Rounded).Expand()
            .Title($"{http.BaseAddress!.Authority.EscapeMarkup()}: {targets!.Targets.Count} targets, {alerts.TotalAlerts} alerts")
            .AddColumns("source", "target", "state").AddColumn(new TableColumn("value").RightAligned()).AddColumns("alerts", "message");
        foreach (var target in targets.Targets.OrderByDescending(target => target.State == "unhealthy" || firing.Contains(target.Name)))
        {
            var colour = target.State switch { "healthy" => "green", "unhealthy" => "red", _ => "grey" };
            table.AddRow(target.Source, target.Name.EscapeMarkup(), $"[{colour}]{target.Status}[/]", Value(target),
                string.Join(", ", firing[target.Name]).EscapeMarkup(), (target.Message ?? "").EscapeMarkup());
        }

        return table;
    }

    private static string Value(TargetView target) => target.Value is not { } value ? "-" : target.Unit switch
    {
        "ms" => $"{value.ToString("#,0.0", CultureInfo.InvariantCulture)} ms",
        "bytes" => $"{value.ToString("#,0", CultureInfo.InvariantCulture)} B",
        _ => $"{value.ToString("#,0.0", CultureInfo.InvariantCulture)}/s",
    };
}
