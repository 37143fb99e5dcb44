using System.Globalization;
using Lapwing.Api;
using Spectre.Console;

namespace Lapwing.Commands.Top;

/// <summary>A server's targets as a table, problems first.</summary>
internal static class TopTable
{
    /// <param name="server">Whose.</param>
    /// <param name="picture">How they stand, or stood when the server last answered.</param>
    /// <param name="problem">Why the server cannot be asked now; null when it can.</param>
    public static Table Make(string server, TopPicture picture, string? problem = null)
    {
        var (targets, alerts) = picture;
        var firing = alerts.ToLookup(alert => alert.Target, alert => alert.Rule);
        var table = new Table().Border(TableBorder.Rounded).Expand()
            .Title($"{server.EscapeMarkup()}: {targets.Count} targets, {alerts.Count} alerts")
            .AddColumns("source", "target", "state").AddColumn(new TableColumn("value").RightAligned()).AddColumns("alerts", "message");
        foreach (var target in targets.OrderByDescending(target => target.State == "unhealthy" || firing.Contains(target.Name)))
        {
            var colour = target.State switch { "healthy" => "green", "unhealthy" => "red", _ => "grey" };
            table.AddRow(target.Source.EscapeMarkup(), target.Name.EscapeMarkup(), $"[{colour}]{target.Status.EscapeMarkup()}[/]", Value(target),
                string.Join(", ", firing[target.Name]).EscapeMarkup(), (target.Message ?? "").EscapeMarkup());
        }

        return problem is null ? table : table.Caption($"[red]as it stood last; the server cannot be asked: {problem.EscapeMarkup()}[/]");
    }

    private static string Value(TargetView target) => target.Value is not { } value ? "-" : target.Unit switch
    {
        "ms" => $"{value.ToString("#,0.0", CultureInfo.InvariantCulture)} ms",
        "bytes" => $"{value.ToString("#,0", CultureInfo.InvariantCulture)} B",
        _ => $"{value.ToString("#,0.0", CultureInfo.InvariantCulture)}/s",
    };
}
