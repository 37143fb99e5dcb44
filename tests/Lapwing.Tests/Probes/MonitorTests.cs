using System.Collections.Concurrent;
using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Monitor = Lapwing.Probes.Monitor;

namespace Lapwing.Tests.Probes;

public sealed class MonitorTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();
    private readonly Scheduler _scheduler;
    private readonly Monitor _monitor;
    private readonly RecordingSink _sink = new();
    private readonly ConcurrentDictionary<string, ScriptedProbe> _probes = new();
    private Func<string, CancellationToken, ValueTask<ProbeResult>> _answer = (_, _) => ValueTask.FromResult(new ProbeResult { Headline = 1 });

    public MonitorTests()
    {
        _scheduler = new Scheduler(_time, NullLogger<Scheduler>.Instance);
        _monitor = new Monitor(_scheduler, Create, _sink, _time, NullLoggerFactory.Instance);
    }

    public ValueTask DisposeAsync() => _monitor.DisposeAsync();

    [Fact]
    public async Task A_round_of_200_targets_costs_the_slowest_and_not_the_sum()
    {
        var underWay = 0;
        _answer = async (_, cancellation) =>
        {
            var answer = Task.Delay(TimeSpan.FromMilliseconds(200), _time, cancellation);
            Interlocked.Increment(ref underWay); // only now: time that goes on before does not count for it
            await answer;
            return new ProbeResult { Headline = 200 };
        };
        await _monitor.ApplyAsync([.. Enumerable.Range(0, 200).Select(i => Model($"target-{i}"))]);

        _time.Advance(Interval); // every target has become due
        await AwaitAsync(() => Volatile.Read(ref underWay) == 200 && _scheduler.Running == 200, "all 200 runs to be under way at once");
        _time.Advance(TimeSpan.FromMilliseconds(200));
        await AwaitAsync(() => _sink.Runs.Count == 200, "all 200 results 200 ms later");
    }

    [Fact]
    public async Task Runs_are_recorded_and_go_to_the_sink()
    {
        await _monitor.ApplyAsync([Model("a")]);
        _time.Advance(Interval);
        await AwaitAsync(() => !_sink.Runs.IsEmpty, "a run");
        Assert.Equal(1, _monitor.Find("a")!.Latest!.Result.Headline);
    }

    [Fact]
    public async Task An_equal_target_keeps_its_state_and_its_schedule_over_a_reload()
    {
        await _monitor.ApplyAsync([Model("a"), Model("b")]);
        var (a, b) = (_monitor.Find("a"), _monitor.Find("b"));
        await _monitor.ApplyAsync([Model("a"), Model("b", TimeSpan.FromSeconds(7)), Model("c")]);

        Assert.Same(a, _monitor.Find("a"));
        Assert.NotSame(b, _monitor.Find("b"));
        Assert.False(_probes["a"].Disposed);
        Assert.Equal(["a", "b", "c"], _monitor.Targets.Select(target => target.Name).Order());
        Assert.Same(b, Assert.Single(_sink.Forgotten));
    }

    [Fact]
    public async Task A_removed_target_is_cancelled_closed_and_forgotten()
    {
        _answer = async (_, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellation);
            return new ProbeResult();
        };
        await _monitor.ApplyAsync([Model("a", TimeSpan.FromHours(1), TimeSpan.FromHours(1))]);
        _time.Advance(TimeSpan.FromSeconds(10));
        await AwaitAsync(() => _probes["a"].Runs == 1, "the run to begin");
        await _monitor.ApplyAsync([]).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.True(_probes["a"].Disposed);
        Assert.Single(_sink.Forgotten);
        Assert.Empty(_sink.Runs);
    }

    [Fact]
    public async Task A_probe_that_cannot_be_made_makes_its_target_unhealthy_and_no_other()
    {
        await using var scheduler = new Scheduler(_time, NullLogger<Scheduler>.Instance);
        await using var monitor = new Monitor(
            scheduler, config => config.Name == "a" ? throw new FileNotFoundException("no file ca.pem") : Create(config), _sink, _time, NullLoggerFactory.Instance);
        await monitor.ApplyAsync([Model("a"), Model("b")]);
        _time.Advance(Interval);
        await AwaitAsync(() => _sink.Runs.Count == 2, "both targets to run");
        Assert.Equal("this target cannot be watched: no file ca.pem", monitor.Find("a")!.Latest!.Result.Error!.Message);
        Assert.Null(monitor.Find("b")!.Latest!.Result.Error);
    }

    [Fact]
    public async Task A_hanging_target_delays_no_other()
    {
        _answer = async (name, cancellation) =>
        {
            if (name == "hanging")
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellation);
            return new ProbeResult { Headline = 1 };
        };
        await _monitor.ApplyAsync([Model("hanging", TimeSpan.FromHours(1), TimeSpan.FromHours(1)), Model("quick")]);
        _probes["hanging"].Signal();
        await AwaitAsync(() => _scheduler.Running == 1, "the run that hangs");
        for (var round = 1; round <= 5; round++)
        {
            _time.Advance(Interval);
            await AwaitAsync(() => _sink.Runs.Count == round && _scheduler.Running == 1, $"round {round} of the quick target");
        }
    }

    [Fact]
    public async Task A_signal_makes_an_extra_run_at_once_and_many_signals_one_more_after_the_gap()
    {
        await _monitor.ApplyAsync([Model("a", TimeSpan.FromHours(1))]);
        var probe = _probes["a"];
        probe.Signal();
        await AwaitRunsAsync(1, "the run at once");
        for (var i = 0; i < 10; i++)
        {
            probe.Signal();
        }

        Assert.Equal(1, probe.Runs);
        _time.Advance(Monitor.ExtraRunGap);
        await AwaitRunsAsync(2, "one run for the other ten signals");
        _time.Advance(Monitor.ExtraRunGap);
        Assert.Equal(2, probe.Runs);
        probe.Signal();
        await AwaitRunsAsync(3, "a run at once after a pause");
    }

    private static TargetModel Model(string name, TimeSpan? interval = null, TimeSpan? timeout = null) => TargetModel.From(
        new ApiConfig { Name = name, Url = new Uri("http://shop.example"), Interval = interval ?? Interval, Timeout = timeout }, new DefaultsConfig());

    private static async Task AwaitAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, $"waited in vain for {what}");
            await Task.Yield();
        }
    }

    private Task AwaitRunsAsync(int runs, string what) => AwaitAsync(() => _sink.Runs.Count == runs && _scheduler.Running == 0, what);

    private ScriptedProbe Create(TargetConfig config) =>
        _probes[config.Name!] = new ScriptedProbe(cancellation => _answer(config.Name!, cancellation));

    private sealed class RecordingSink : IRunSink
    {
        public ConcurrentQueue<string> Runs { get; } = new();

        public ConcurrentQueue<TargetState> Forgotten { get; } = new();

        public void Accept(TargetState target, ProbeRun run) => Runs.Enqueue(target.Name);

        public void Forget(TargetState target) => Forgotten.Enqueue(target);
    }
}
