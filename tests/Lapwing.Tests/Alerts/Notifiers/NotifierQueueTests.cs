using Lapwing.Alerts;
using Lapwing.Alerts.Notifiers;
using Lapwing.Tests.Api;

namespace Lapwing.Tests.Alerts.Notifiers;

public sealed class NotifierQueueTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly RecordingLog _log = new();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Alerts_are_told_one_after_the_other_and_counted()
    {
        var notifier = new ScriptedNotifier();
        await using var queue = Queue(notifier);
        foreach (var target in new[] { "a", "b", "c" })
        {
            queue.OnChanged(SomeAlert.Firing(target));
        }

        await queue.StopAsync(Grace, TimeProvider.System);
        Assert.Equal(["a", "b", "c"], notifier.Told);
        Assert.Equal((3, 0, 0), (queue.Sent, queue.Failed, queue.Dropped));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_full_queue_loses_its_oldest_alerts_and_counts_them()
    {
        var notifier = new ScriptedNotifier((_, _) => _release.Task);
        await using var queue = Queue(notifier);
        queue.OnChanged(SomeAlert.Firing("first"));
        await ServerFixture.WaitAsync(() => notifier.Told.Count == 1, "the first alert to be under way");

        for (var i = 0; i < NotifierQueue.Capacity + 10; i++)
        {
            queue.OnChanged(SomeAlert.Firing($"{i}"));
        }

        Assert.Equal(10, queue.Dropped);
        _release.SetResult();
        await queue.StopAsync(Grace, TimeProvider.System);
        Assert.Equal(["first", "10", "11"], notifier.Told.Take(3));
        Assert.Equal(NotifierQueue.Capacity + 1, queue.Sent);
    }

    [Fact]
    public async Task A_failure_is_logged_and_counted_and_the_next_alert_comes()
    {
        var notifier = new ScriptedNotifier((alert, _) =>
            alert.Target == "a" ? Task.FromException(new InvalidOperationException("no paper left")) : Task.CompletedTask);
        await using var queue = Queue(notifier);
        queue.OnChanged(SomeAlert.Firing("a"));
        queue.OnChanged(SomeAlert.Firing("b"));
        await queue.StopAsync(Grace, TimeProvider.System);

        Assert.Equal((1, 1), (queue.Sent, queue.Failed));
        Assert.Equal("Error: scripted could not be told of slow on a: no paper left", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task What_a_notifier_does_not_want_is_neither_queued_nor_counted()
    {
        var notifier = new ScriptedNotifier(wants: alert => alert.State == AlertState.Firing);
        await using var queue = Queue(notifier);
        queue.OnChanged(SomeAlert.Resolved("a"));
        queue.OnChanged(SomeAlert.Firing("b"));
        await queue.StopAsync(Grace, TimeProvider.System);

        Assert.Equal(["b"], notifier.Told);
        Assert.Equal(1, queue.Sent);
    }

    [Fact]
    public async Task What_cannot_be_told_by_the_end_of_the_grace_is_given_up_and_said_once()
    {
        var notifier = new ScriptedNotifier((_, cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation));
        await using var queue = Queue(notifier);
        queue.OnChanged(SomeAlert.Firing("a"));
        await ServerFixture.WaitAsync(() => notifier.Told.Count == 1, "the first alert to be under way");
        queue.OnChanged(SomeAlert.Firing("b"));

        await queue.StopAsync(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        Assert.Equal(["a"], notifier.Told);
        Assert.Equal((0, 1), (queue.Sent, queue.Failed));
        Assert.Equal("Warning: scripted was not told of 2 alerts: the time to stop (00:00:00.0200000) was over", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task A_notifier_that_does_not_listen_to_its_cancellation_does_not_hold_up_the_stop()
    {
        var notifier = new ScriptedNotifier((_, _) => _release.Task);
        var queue = Queue(notifier);
        queue.OnChanged(SomeAlert.Firing());
        await ServerFixture.WaitAsync(() => notifier.Told.Count == 1, "the alert to be under way");

        await queue.StopAsync(TimeSpan.Zero, TimeProvider.System).WaitAsync(Grace, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(notifier.Disposed);
        _release.SetResult();
        await ServerFixture.WaitAsync(() => notifier.Disposed, "the notifier to be disposed");
    }

    [Fact]
    public async Task A_notifier_is_disposed_with_its_queue()
    {
        var notifier = new ScriptedNotifier();
        await Queue(notifier).DisposeAsync();
        Assert.True(notifier.Disposed);
    }

    private NotifierQueue Queue(INotifier notifier) => new(notifier, _log.For<NotifierQueue>());
}
