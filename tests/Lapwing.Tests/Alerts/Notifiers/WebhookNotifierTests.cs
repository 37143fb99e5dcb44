using Lapwing.Alerts;
using Lapwing.Alerts.Notifiers;
using Lapwing.Config;
using Lapwing.Testing;
using Lapwing.Tests.Api;

namespace Lapwing.Tests.Alerts.Notifiers;

public sealed class WebhookNotifierTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ImpatientTime _time = new(longest: TimeSpan.FromMinutes(1));
    private readonly RecordingLog _log = new();

    [Fact]
    public async Task A_raised_alert_is_posted_in_the_form_of_Alertmanager()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await TellAsync(receiver, SomeAlert.Firing());
        Assert.Equal(["POST /hooks/s3cret application/json; charset=utf-8"], receiver.Requests);
        Assert.Equal(
            Flat("""
                {
                "version":"4","groupKey":"{}:{00000000000000ab}","truncatedAlerts":0,"status":"firing","receiver":"team",
                "groupLabels":{"alertname":"slow","target":"orders"},
                "commonLabels":{"alertname":"slow","target":"orders"},
                "commonAnnotations":{"summary":"Orders are slow."},
                "externalURL":"",
                "alerts":[{
                "status":"firing",
                "labels":{"alertname":"slow","target":"orders"},
                "annotations":{"summary":"Orders are slow."},
                "startsAt":"2026-01-01T00:00:01.000Z","endsAt":"0001-01-01T00:00:00Z",
                "generatorURL":"","fingerprint":"00000000000000ab","values":{"value":512.5,"threshold":300}
                }]
                }
                """),
            Assert.Single(receiver.Bodies));
    }

    [Fact]
    public async Task The_end_of_an_alert_says_when_and_keeps_its_fingerprint()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await TellAsync(receiver, SomeAlert.Resolved());
        var body = Assert.Single(receiver.Bodies);
        Assert.Equal(2, body.Split("\"status\":\"resolved\"").Length - 1);
        Assert.Contains("\"startsAt\":\"2026-01-01T00:00:01.000Z\",\"endsAt\":\"2026-01-01T00:00:05.250Z\"", body);
        Assert.Contains("\"fingerprint\":\"00000000000000ab\"", body);
    }

    [Fact]
    public async Task A_value_that_is_no_number_of_JSON_is_sent_as_its_name()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await TellAsync(receiver, SomeAlert.Firing() with { Value = double.PositiveInfinity });
        Assert.Contains("""{"value":"Infinity","threshold":300}""", Assert.Single(receiver.Bodies));
    }

    [Fact]
    public async Task The_end_is_not_sent_to_who_does_not_want_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var queue = Queue(new WebhookConfig { Url = new(receiver.Url), SendResolved = false });
        queue.OnChanged(SomeAlert.Resolved());
        await queue.StopAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        Assert.Empty(receiver.Bodies);
        Assert.Equal(0, queue.Sent);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_receiver_that_may_take_it_later_is_asked_again(int status)
    {
        await using var receiver = await WebhookReceiver.StartAsync(status, status, 200);
        await TellAsync(receiver, SomeAlert.Firing());
        Assert.Equal(3, receiver.Bodies.Count);
        Assert.Equal([Second, 2 * Second], Pauses());
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_receiver_that_stays_down_is_tried_five_times_over_fifteen_seconds()
    {
        await using var receiver = await WebhookReceiver.StartAsync(503);
        await TellAsync(receiver, SomeAlert.Firing());
        Assert.Equal(5, receiver.Bodies.Count);
        Assert.Equal([Second, 2 * Second, 4 * Second, 8 * Second], Pauses());
        Assert.Equal("Error: team/webhook[0] could not be told of slow on orders: the receiver answered with status 503", Assert.Single(_log.Lines));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task A_receiver_that_refuses_is_not_asked_again(int status)
    {
        await using var receiver = await WebhookReceiver.StartAsync(status);
        await TellAsync(receiver, SomeAlert.Firing());
        Assert.Single(receiver.Bodies);
        Assert.EndsWith($"the receiver answered with status {status}", Assert.Single(_log.Lines));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(308)]
    public async Task A_redirect_does_not_pass_for_a_message_taken(int status)
    {
        await using var receiver = await WebhookReceiver.StartAsync(status, 200);
        await TellAsync(receiver, SomeAlert.Firing());
        Assert.Single(receiver.Requests);
        Assert.EndsWith($"status {status}; redirects are not followed: configure the address that it leads to", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task A_receiver_that_cannot_be_reached_is_tried_five_times()
    {
        await TellAsync($"http://127.0.0.1:{ServerProcess.FreePort()}/s3cret", SomeAlert.Firing());
        Assert.Equal(4, Pauses().Count());
        Assert.Contains("Connection refused", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_is_given_up_after_its_timeout()
    {
        await using var receiver = await WebhookReceiver.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await TellAsync(receiver.Url, SomeAlert.Firing(), timeout: TimeSpan.FromSeconds(20));
        Assert.Equal(5, _time.Waits.Count(wait => wait == TimeSpan.FromSeconds(20)));
        Assert.EndsWith("no answer within 20 s", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task A_stop_ends_the_attempts()
    {
        await using var receiver = await WebhookReceiver.StartAsync(503);
        await using var queue = Queue(new WebhookConfig { Url = new(receiver.Url) }, TimeProvider.System);
        queue.OnChanged(SomeAlert.Firing());
        await ServerFixture.WaitAsync(() => receiver.Bodies.Count > 0, "the first attempt");
        await queue.StopAsync(TimeSpan.Zero, TimeProvider.System);
        Assert.Equal((0, 1), (queue.Sent, queue.Failed));
        Assert.StartsWith("Warning: team/webhook[0] was not told of 1 alerts", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task No_failure_shows_the_address()
    {
        foreach (var status in new[] { 302, 404, 503 })
        {
            await using var receiver = await WebhookReceiver.StartAsync(status);
            await TellAsync(receiver, SomeAlert.Firing());
        }

        await TellAsync($"http://127.0.0.1:{ServerProcess.FreePort()}/s3cret?token=s3cret", SomeAlert.Firing());
        await TellAsync("http://nowhere.invalid/s3cret", SomeAlert.Firing());
        Assert.Equal(5, _log.Lines.Count);
        Assert.All(_log.Lines, line => Assert.DoesNotContain("s3cret", line));
    }

    private static string Flat(string text) => text.Replace("\n", "", StringComparison.Ordinal);

    private IEnumerable<TimeSpan> Pauses() => _time.Waits.Where(wait => wait < 10 * Second);

    private Task TellAsync(WebhookReceiver receiver, Alert alert) => TellAsync(receiver.Url, alert);

    /// <summary>Tells as the server does, through a queue, until all attempts are over.</summary>
    private async Task TellAsync(string url, Alert alert, TimeSpan? timeout = null)
    {
        var queue = Queue(new WebhookConfig { Url = new(url), Timeout = timeout ?? TimeSpan.FromMinutes(10) });
        queue.OnChanged(alert);
        await queue.StopAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
    }

    private NotifierQueue Queue(WebhookConfig config, TimeProvider? time = null) =>
        new(new WebhookNotifier("team/webhook[0]", "team", config, time ?? _time), _log.For<NotifierQueue>());
}
