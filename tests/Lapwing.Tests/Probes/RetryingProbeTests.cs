using System.Threading.Channels;
using Lapwing.Config;
using Lapwing.Probes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Probes;

public sealed class RetryingProbeTests
{
    private const long Begin = 1_700_000_000;

    private static readonly ProbeResult Good = new() { Headline = 1 };
    private static readonly ProbeResult Transient = ProbeResult.Failed(ProbeErrorKind.Connection, "refused");
    private static readonly ProbeResult Lasting = ProbeResult.Failed(ProbeErrorKind.Expectation, "status is 404", transient: false);

    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(1.5);

    private readonly WatchedTime _time = new(DateTimeOffset.FromUnixTimeSeconds(Begin));

    [Fact]
    public async Task A_healthy_target_is_asked_once()
    {
        var probe = ScriptedProbe.Of(Good);
        var run = await RunAsync(probe);
        Assert.Equal((1, "healthy", 1), (probe.Runs, run.Result.Status, run.Attempts.Count));
    }

    [Fact]
    public async Task Transient_failures_are_tried_again_after_1_s_and_2_s()
    {
        var (probe, begins) = Failing();
        var run = await RunAsync(probe);
        Assert.Equal([0, 1, 3], begins);
        Assert.Equal(["connection", "connection", "connection"], run.Attempts.Select(attempt => attempt.Status));
        Assert.Equal((Begin + 3) * 1000, run.Timestamp);
        Assert.Equal(TimeSpan.FromSeconds(3), run.Duration);
    }

    [Fact]
    public async Task The_first_success_ends_a_run()
    {
        var run = await RunAsync(ScriptedProbe.Of(Transient, Good));
        Assert.Equal(["connection", "healthy"], run.Attempts.Select(attempt => attempt.Status));
        Assert.Null(run.Result.Error);
    }

    [Fact]
    public async Task What_will_not_pass_is_not_tried_again()
    {
        var probe = ScriptedProbe.Of(Lasting);
        await RunAsync(probe);
        Assert.Equal(1, probe.Runs);
    }

    [Fact]
    public async Task No_attempt_begins_after_the_interval()
    {
        var (probe, begins) = Failing();
        await RunAsync(probe, interval: 2);
        Assert.Equal([0, 1], begins);
    }

    [Fact]
    public async Task Waits_grow_by_the_factor_up_to_the_longest()
    {
        var (probe, begins) = Failing();
        await RunAsync(probe, interval: 1000, retry: new()
        {
            Attempts = 5, Backoff = TimeSpan.FromSeconds(2), Factor = 3, Max = TimeSpan.FromSeconds(10),
        });
        Assert.Equal([0, 2, 8, 18, 28], begins);
    }

    [Fact]
    public async Task An_attempt_ends_at_its_timeout_and_says_so()
    {
        var probe = new ScriptedProbe(async cancellation =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return Good;
        });
        var run = await RunAsync(probe, retry: new() { Attempts = 1 }, hanging: true);
        Assert.Equal(("timeout", "no answer within 1.5 s"), (run.Result.Status, run.Result.Error!.Message));
        Assert.Equal(AttemptLimit, run.Duration);
    }

    [Fact]
    public async Task A_probe_that_throws_is_a_failed_target_and_harms_nothing()
    {
        var run = await RunAsync(new ScriptedProbe(_ => throw new InvalidOperationException("broken on purpose")));
        Assert.Equal("internal", run.Result.Status);
        Assert.Contains("broken on purpose", run.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Single(run.Attempts);
    }

    [Fact]
    public async Task Stopping_ends_an_attempt_and_makes_no_result()
    {
        using var stop = new CancellationTokenSource();
        var probe = new ScriptedProbe(async cancellation =>
        {
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return Good;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NewRetrying(probe, 5, null).RunAsync(stop.Token));
    }

    /// <summary>A probe that always fails, and the seconds at which it was asked.</summary>
    private (ScriptedProbe Probe, List<long> Begins) Failing()
    {
        var begins = new List<long>();
        return (new ScriptedProbe(_ =>
        {
            begins.Add(_time.GetUtcNow().ToUnixTimeSeconds() - Begin);
            return ValueTask.FromResult(Transient);
        }), begins);
    }

    /// <summary>Runs, and moves time on to the end of each wait that the run begins.</summary>
    private async Task<ProbeRun> RunAsync(ScriptedProbe probe, double interval = 5, RetryConfig? retry = null, bool hanging = false)
    {
        var run = NewRetrying(probe, interval, retry).RunAsync(TestContext.Current.CancellationToken);
        while (await Task.WhenAny(run, _time.Waits.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask()) != run)
        {
            if (_time.Waits.TryRead(out var wait) && (hanging || wait != AttemptLimit))
                _time.Advance(wait);
        }

        return await run;
    }

    private RetryingProbe NewRetrying(ScriptedProbe probe, double interval, RetryConfig? retry)
    {
        var config = new ApiConfig
        {
            Name = "orders", Url = new Uri("http://shop.example"), Interval = TimeSpan.FromSeconds(interval), Timeout = AttemptLimit, Retry = retry,
        };
        return new(TargetModel.From(config, new DefaultsConfig()), probe, _time, NullLogger<RetryingProbe>.Instance);
    }

    /// <summary>A fake time that tells which waits begin.</summary>
    private sealed class WatchedTime(DateTimeOffset begin) : FakeTimeProvider(begin)
    {
        private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

        public ChannelReader<TimeSpan> Waits => _waits.Reader;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
