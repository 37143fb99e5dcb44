using Lapwing.Commands.Top;
using Lapwing.Tests.Api;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Commands;

public sealed class TopScreenTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly TextConsole _console = new();
    private readonly BreakableLine _line = new();
    private readonly CancellationTokenSource _stop = new();
    private ServerFixture _server = null!;
    private HttpClient _http = null!;
    private TopScreen _screen = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerFixture.StartAsync();
        _http = new(_line) { BaseAddress = _server.Http.BaseAddress };
        _screen = new(new TopServer(_http), _console.Console, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _stop.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task It_keeps_up_with_the_server()
    {
        await _server.RunAsync("orders", 111);
        var following = _screen.FollowAsync(_stop.Token);
        await PrintedAsync("111.0 ms");
        await _server.RunAsync("orders", 222);
        await PrintedAsync("222.0 ms");
        await StopAsync(following);
    }

    [Fact]
    public async Task A_server_that_goes_away_is_waited_for_and_its_last_picture_stays()
    {
        await _server.RunAsync("orders", 111);
        var following = _screen.FollowAsync(_stop.Token);
        await PrintedAsync("111.0 ms");
        _line.IsBroken = true;
        await PrintedAsync("as it stood last; the server cannot be asked: the line is cut");
        Assert.Contains("111.0 ms", _console.Text[_console.Text.LastIndexOf('╭')..]);

        _line.IsBroken = false;
        await _server.RunAsync("orders", 222);
        await PrintedAsync("222.0 ms");
        await StopAsync(following);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_given_up_and_said()
    {
        var following = _screen.FollowAsync(_stop.Token);
        await PrintedAsync("pending");
        _line.IsBroken = true;
        var gone = _time.GetUtcNow();
        await TimeGoesOnUntilAsync(() => following.IsCompleted, "the screen to give up");
        Assert.Equal("the line is cut", await following);
        Assert.True(_time.GetUtcNow() - gone >= TopScreen.Patience);
    }

    private Task PrintedAsync(string text) => TimeGoesOnUntilAsync(() => _console.Text.Contains(text, StringComparison.Ordinal), $"'{text}' on the screen");

    /// <summary>Second after second, each when the one before has had its request, or after a while in which the screen may not yet have waited.</summary>
    private async Task TimeGoesOnUntilAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, $"waited in vain for {what}");
            var requests = _line.Requests;
            _time.Advance(TopScreen.Refresh);
            using var moment = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
            while (!condition() && _line.Requests == requests && !moment.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    private async Task StopAsync(Task following)
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    /// <summary>The way to the server, which a test can cut.</summary>
    private sealed class BreakableLine() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _requests;

        public int Requests => Volatile.Read(ref _requests);

        public volatile bool IsBroken;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            return IsBroken ? throw new HttpRequestException("the line is cut.") : base.SendAsync(request, cancellationToken);
        }
    }
}
