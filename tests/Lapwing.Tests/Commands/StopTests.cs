using System.Net;
using System.Net.WebSockets;
using Lapwing.Testing;
using Lapwing.Tests.Alerts.Notifiers;

namespace Lapwing.Tests.Commands;

/// <summary>A stop loses nothing, and nothing holds it up.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Notifications_under_way_and_waiting_are_sent_before_the_end()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var team = await WebhookReceiver.StartAsync(_ => answer.Task);
        await using var lapwing = await RunAsync(team);
        await lapwing.Output.WaitAsync("FIRING   exists on one");
        await lapwing.Output.WaitAsync("FIRING   exists on two");

        await lapwing.SignalAsync("TERM");
        await UntilNotReadyAsync(lapwing.Http);
        Assert.True(team.Bodies.Count <= 1);
        answer.SetResult(200);
        Assert.Equal(0, await lapwing.EndAsync());
        Assert.Equal(["one", "two"], team.Targets.Order());
    }

    [Fact]
    public async Task Neither_a_receiver_nor_a_client_that_hangs_holds_up_the_end()
    {
        await using var team = await WebhookReceiver.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await using var lapwing = await RunAsync(team);
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new($"ws://{lapwing.Http.BaseAddress!.Authority}/ws"), TestContext.Current.CancellationToken);
        await lapwing.Output.WaitAsync("FIRING   exists on one");
        await lapwing.Output.WaitAsync("FIRING   exists on two");

        await lapwing.SignalAsync("TERM");
        Assert.Equal(0, await lapwing.EndAsync());
        Assert.Contains("team/webhook[0] was not told of 2 alerts", lapwing.Errors.Text);
    }

    private Task<LapwingProcess> RunAsync(WebhookReceiver team)
    {
        File.WriteAllText(_folder["lapwing.yml"], $$"""
            defaults: { interval: 1s, timeout: 1s }
            files: [{ name: one, path: lapwing.yml }, { name: two, path: lapwing.yml }]
            groups: [{ name: all, rules: [{ alert: exists, expr: file_count > 0 }] }]
            route: { receiver: team }
            receivers: [{ name: team, webhook_configs: [{ url: "{{team.Url}}", timeout: 10m }] }]
            """);
        return LapwingProcess.RunAsync(_folder.Path);
    }

    private static async Task UntilNotReadyAsync(HttpClient http)
    {
        using var patience = new CancellationTokenSource(LapwingProcess.Patience, TimeProvider.System);
        while (true)
        {
            using var ready = await http.GetAsync(new Uri("/-/ready", UriKind.Relative), patience.Token);
            if (ready.StatusCode == HttpStatusCode.ServiceUnavailable)
                return;
        }
    }
}
