using Lapwing.Alerts;
using Lapwing.Alerts.Notifiers;
using Lapwing.Tests.Commands;

namespace Lapwing.Tests.Alerts.Notifiers;

public sealed class ConsoleNotifierTests
{
    private readonly TextConsole _console = new();

    [Fact]
    public async Task Each_change_is_one_line_with_the_local_time()
    {
        await TellAsync(SomeAlert.Firing());
        await TellAsync(SomeAlert.Resolved());
        await TellAsync(SomeAlert.Resolved(reason: "the rule was removed or changed"));
        Assert.Equal(
        [
            $"{Local(1767225601000)} FIRING   slow on orders: 512.5 (api_response_time > 300)",
            $"{Local(1767225605250)} RESOLVED slow on orders: 100 (api_response_time > 300)",
            $"{Local(1767225605250)} RESOLVED slow on orders: 100 (the rule was removed or changed)",
        ], _console.Lines);
    }

    [Fact]
    public async Task Names_are_printed_as_they_are_whatever_they_hold()
    {
        await TellAsync(SomeAlert.Firing("[red]orders[/] {0}"));
        Assert.Contains("slow on [red]orders[/] {0}: 512.5", Assert.Single(_console.Lines));
    }

    private static string Local(long time) => $"{DateTimeOffset.FromUnixTimeMilliseconds(time).ToLocalTime():HH:mm:ss.fff}";

    private Task TellAsync(Alert alert) => new ConsoleNotifier(_console.Console).NotifyAsync(alert, TestContext.Current.CancellationToken);
}
