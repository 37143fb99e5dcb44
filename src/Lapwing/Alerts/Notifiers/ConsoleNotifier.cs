using System.Globalization;
using Spectre.Console;

namespace Lapwing.Alerts.Notifiers;

/// <summary>Prints one line for every alert, for the person in front of the terminal.</summary>
internal sealed class ConsoleNotifier(IAnsiConsole console) : INotifier
{
    public string Name => "console";

    public Task NotifyAsync(Alert alert, CancellationToken cancellation)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(alert.ResolvedAt ?? alert.FiredAt ?? alert.ActiveAt).ToLocalTime();
        var (word, colour) = alert.State == AlertState.Firing ? ("FIRING  ", "red") : ("RESOLVED", "green");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{at:HH:mm:ss.fff} [{colour}]{word}[/] {alert.Rule} on {alert.Target}: {alert.Value:0.###} ({alert.Reason ?? alert.Condition})");
        return Task.CompletedTask;
    }
}
