using Lapwing.Alerts.Notifiers;
using Lapwing.Config;
using Lapwing.Config.Values;
using Lapwing.Tests.Api;

namespace Lapwing.Tests.Alerts.Notifiers;

public sealed class NotifierSetTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly RecordingLog _log = new();

    [Fact]
    public async Task A_slow_notifier_delays_neither_the_alert_nor_another_notifier()
    {
        var slow = new ScriptedNotifier((_, cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation));
        var quick = new ScriptedNotifier();
        var all = Set(slow, quick);
        for (var i = 0; i < 100; i++)
        {
            all.OnChanged(SomeAlert.Firing());
        }

        await ServerFixture.WaitAsync(() => quick.Told.Count == 100, "the quick notifier to be told of everything");
        Assert.True(slow.Told.Count <= 1);
        await all.StopAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Only_the_receiver_of_the_route_is_told()
    {
        await using var team = await WebhookReceiver.StartAsync();
        await using var other = await WebhookReceiver.StartAsync();
        var all = Set();
        await all.ApplyAsync(Config("team", ("other", [Webhook(other)]), ("team", [Webhook(team)])), Grace);
        all.OnChanged(SomeAlert.Firing());
        await all.StopAsync(Grace);

        Assert.Single(team.Bodies);
        Assert.Empty(other.Bodies);
    }

    [Fact]
    public async Task The_webhooks_of_a_receiver_are_told_apart_by_name()
    {
        var all = Set(new ScriptedNotifier());
        var webhook = new WebhookConfig { Url = new("http://127.0.0.1:9/") };
        await all.ApplyAsync(Config("team", ("team", [webhook, webhook])), Grace);
        Assert.Equal(["scripted", "team/webhook[0]", "team/webhook[1]"], all.Queues.Select(queue => queue.Name));
        await all.StopAsync(Grace);
    }

    [Fact]
    public async Task The_receivers_before_a_reload_still_get_what_was_meant_for_them()
    {
        await using var before = await WebhookReceiver.StartAsync();
        await using var after = await WebhookReceiver.StartAsync();
        var all = Set();
        await all.ApplyAsync(Config("team", ("team", [Webhook(before)])), Grace);
        all.OnChanged(SomeAlert.Firing("a"));
        await all.ApplyAsync(Config("team", ("team", [Webhook(after)])), Grace);
        all.OnChanged(SomeAlert.Firing("b"));
        await all.StopAsync(Grace);

        Assert.Equal(("a", "b"), (before.Targets.Single(), after.Targets.Single()));
    }

    [Fact]
    public async Task A_reload_that_changes_no_receiver_leaves_the_queues_as_they_are()
    {
        var all = Set();
        LapwingConfig config = Config("team", ("team", [new WebhookConfig { Url = new("http://127.0.0.1:9/") }]));
        await all.ApplyAsync(config, Grace);
        var queue = all.Queues.Single();
        await all.ApplyAsync(config with { Apis = [new() { Url = new("http://a") }] }, Grace);
        Assert.Same(queue, all.Queues.Single());
        await all.StopAsync(Grace);
    }

    private static WebhookConfig Webhook(WebhookReceiver receiver) => new() { Url = new(receiver.Url) };

    private static LapwingConfig Config(string route, params (string Name, ValueList<WebhookConfig> Webhooks)[] receivers) => new()
    {
        Route = new() { Receiver = route },
        Receivers = [.. receivers.Select(receiver => new ReceiverConfig { Name = receiver.Name, WebhookConfigs = receiver.Webhooks })],
    };

    private NotifierSet Set(params INotifier[] always) => new(always, TimeProvider.System, _log.Factory);
}
