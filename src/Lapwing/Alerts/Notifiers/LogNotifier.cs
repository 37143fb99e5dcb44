namespace Lapwing.Alerts.Notifiers;

/// <summary>Writes every alert into the log.</summary>
internal sealed partial class LogNotifier(ILogger<LogNotifier> logger) : INotifier
{
    public string Name => "log";

    public Task NotifyAsync(Alert alert, CancellationToken cancellation)
    {
        if (alert.State == AlertState.Firing)
            LogFiring(alert.Rule, alert.Target, alert.Value, alert.Condition);
        else
            LogResolved(alert.Rule, alert.Target, alert.Value, alert.Reason ?? "the condition ended");
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Alert {Rule} is firing on {Target}: {Value} ({Condition})")]
    private partial void LogFiring(string rule, string target, double value, string condition);

    [LoggerMessage(LogLevel.Information, "Alert {Rule} is resolved on {Target}: {Value} ({Reason})")]
    private partial void LogResolved(string rule, string target, double value, string reason);
}
