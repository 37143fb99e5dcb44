using System.Collections.Concurrent;
using Lapwing.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Scheduling;

public sealed class SchedulerTests : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly Scheduler _scheduler;

    /// <summary>Runs that never end by themselves in the present test.</summary>
    private int Hanging { get; set; }

    public SchedulerTests() => _scheduler = new(_time, NullLogger<Scheduler>.Instance);

    public ValueTask DisposeAsync() => _scheduler.DisposeAsync();

    [Fact]
    public void First_runs_are_spread_over_the_interval()
    {
        var due = new ConcurrentBag<TimeSpan>();
        using var all = new CountdownEvent(200);
        for (var i = 0; i < 200; i++)
        {
            _scheduler.Add($"target-{i}", Interval, (tick, _) =>
            {
                due.Add(tick.Due);
                all.Signal();
                return Task.CompletedTask;
            });
        }

        _time.Advance(Interval);
        Assert.True(all.Wait(Patience, TestContext.Current.CancellationToken), $"{all.CurrentCount} never ran");
        foreach (var second in Enumerable.Range(0, 5))
        {
            Assert.InRange(due.Count(start => (int)start.TotalSeconds == second), 20, 60);
        }
    }

    [Fact]
    public async Task A_long_interval_does_not_delay_the_first_run_past_ten_seconds()
    {
        var ran = new TaskCompletionSource();
        _scheduler.Add("hourly", TimeSpan.FromHours(1), (_, _) => Complete(ran));
        _time.Advance(TimeSpan.FromSeconds(10));
        await ran.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Runs_do_not_drift()
    {
        var due = new List<TimeSpan>();
        using var ran = new SemaphoreSlim(0);
        _scheduler.Add("a", Interval, (tick, _) =>
        {
            due.Add(tick.Due);
            ran.Release();
            return Task.CompletedTask;
        });
        for (var round = 0; round < 100; round++)
        {
            await RunOneAsync(ran);
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => due[0] + (i * Interval)), due);
        Assert.Equal(0, _scheduler.Skipped);
    }

    [Fact]
    public async Task A_run_that_goes_on_skips_its_next_ticks_and_they_are_counted()
    {
        var running = 0;
        var most = 0;
        using var began = new SemaphoreSlim(0);
        var hold = new TaskCompletionSource();
        _scheduler.Add("slow", Interval, async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            began.Release();
            await hold.Task;
            Interlocked.Decrement(ref running);
        });

        await RunOneAsync(began);
        _time.Advance(3 * Interval);
        Assert.Equal(3, _scheduler.Skipped);
        hold.SetResult();
        await RunOneAsync(began);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_hanging_function_delays_no_other()
    {
        using var ran = new SemaphoreSlim(0);
        var hangs = new TaskCompletionSource();
        _scheduler.Add("hanging", Interval, (_, stop) =>
        {
            hangs.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
        });
        _time.Advance(Interval);
        await hangs.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Hanging = 1;
        _scheduler.Add("quick", Interval, (_, _) =>
        {
            ran.Release();
            return Task.CompletedTask;
        });
        for (var round = 0; round < 10; round++)
        {
            await RunOneAsync(ran);
        }
    }

    [Fact]
    public async Task Late_starts_are_told_and_recorded()
    {
        var lateness = new TaskCompletionSource<Tick>();
        _scheduler.Add("a", Interval, (tick, _) =>
        {
            lateness.TrySetResult(tick);
            return Task.CompletedTask;
        });
        _time.Advance(Interval);
        var tick = await lateness.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.InRange(tick.Lateness, TimeSpan.FromTicks(1), Interval);
        Assert.Equal(1, _scheduler.Lateness.Count);
    }

    [Fact]
    public async Task A_run_asked_for_comes_at_once_and_leaves_the_cadence_alone()
    {
        var ticks = new List<Tick>();
        using var ran = new SemaphoreSlim(0);
        _scheduler.Add("a", Interval, (tick, _) =>
        {
            ticks.Add(tick);
            ran.Release();
            return Task.CompletedTask;
        });
        await RunOneAsync(ran);
        AwaitIdle();
        _scheduler.RunNow("a");
        await ran.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await RunOneAsync(ran);

        Assert.Equal([false, true, false], ticks.Select(tick => tick.Extra));
        Assert.Equal(ticks[0].Due + Interval, ticks[2].Due);
    }

    [Fact]
    public async Task Runs_asked_for_during_a_run_come_to_one_run_after_it()
    {
        using var began = new SemaphoreSlim(0);
        var hold = new TaskCompletionSource();
        var runs = 0;
        _scheduler.Add("a", Interval, async (_, _) =>
        {
            runs++;
            began.Release();
            await hold.Task;
        });
        await RunOneAsync(began);
        _scheduler.RunNow("a");
        _scheduler.RunNow("a");
        hold.SetResult();
        await began.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await _scheduler.RemoveAsync("a");
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Removing_cancels_the_present_run_and_waits_for_it()
    {
        var ended = false;
        using var began = new SemaphoreSlim(0);
        _scheduler.Add("a", Interval, async (_, stop) =>
        {
            began.Release();
            var cancelled = new TaskCompletionSource();
            await using var registration = stop.Register(cancelled.SetResult);
            await cancelled.Task;
            ended = true;
        });
        await RunOneAsync(began);
        await _scheduler.RemoveAsync("a").WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(ended);
        _scheduler.Add("a", Interval, (_, _) => Task.CompletedTask);
    }

    [Fact]
    public async Task Stopping_lets_the_present_run_finish_within_its_grace()
    {
        var cancelled = false;
        using var began = new SemaphoreSlim(0);
        var hold = new TaskCompletionSource();
        _scheduler.Add("a", Interval, async (_, stop) =>
        {
            began.Release();
            await hold.Task;
            cancelled = stop.IsCancellationRequested;
        });
        await RunOneAsync(began);
        var stopping = _scheduler.StopAsync(TimeSpan.FromSeconds(1));
        Assert.False(stopping.IsCompleted);
        hold.SetResult();
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(cancelled);
    }

    [Fact]
    public async Task A_function_that_throws_runs_again()
    {
        using var ran = new SemaphoreSlim(0);
        _scheduler.Add("a", Interval, (_, _) =>
        {
            ran.Release();
            throw new InvalidOperationException("broken on purpose");
        });
        await RunOneAsync(ran);
        await RunOneAsync(ran);
    }

    private static Task Complete(TaskCompletionSource done)
    {
        done.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>Advances time by one interval, which holds one due time, and waits for the run that it begins.</summary>
    private async Task RunOneAsync(SemaphoreSlim began)
    {
        AwaitIdle();
        _time.Advance(Interval);
        Assert.True(await began.WaitAsync(Patience, TestContext.Current.CancellationToken), "no run began in a whole interval");
    }

    /// <summary>Runs of which a test knows that they have begun may not have ended yet; a due time would then be skipped.</summary>
    private void AwaitIdle() => Assert.True(SpinWait.SpinUntil(() => _scheduler.Running <= Hanging, Patience), "runs did not end");
}
