using Lapwing.Alerts.Notifiers;

namespace Lapwing.Tests.Alerts.Notifiers;

public sealed class LogNotifierTests
{
    private readonly RecordingLog _log = new();

    [Fact]
    public async Task A_raised_alert_is_a_warning_and_its_end_an_information()
    {
        var notifier = new LogNotifier(_log.For<LogNotifier>());
        await notifier.NotifyAsync(SomeAlert.Firing(), TestContext.Current.CancellationToken);
        await notifier.NotifyAsync(SomeAlert.Resolved(), TestContext.Current.CancellationToken);
        await notifier.NotifyAsync(SomeAlert.Resolved(reason: "the target was removed or changed"), TestContext.Current.CancellationToken);
        Assert.Equal(
        [
            "Warning: Alert slow is firing on orders: 512.5 (api_response_time > 300)",
            "Information: Alert slow is resolved on orders: 100 (the condition ended)",
            "Information: Alert slow is resolved on orders: 100 (the target was removed or changed)",
        ], _log.Lines);
    }
}
