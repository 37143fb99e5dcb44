using Polly;
using Polly.Retry;
using Lapwing.Config;

namespace Lapwing.Probes;

/// <summary>
/// Runs a probe with a time limit on each attempt, and tries transient failures again with exponential back-off while the target's interval
/// lasts: an attempt that could not begin before the next run is due is not made.
/// </summary>
internal sealed partial class RetryingProbe : IAsyncDisposable
{
    private static readonly ResiliencePropertyKey<RunInProgress> Run = new("run");

    private readonly TargetModel _target;
    private readonly IProbe _probe;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<ProbeResult> _pipeline;

    public RetryingProbe(TargetModel target, IProbe probe, TimeProvider time, ILogger<RetryingProbe> logger)
    {
        _target = target;
        _probe = probe;
        _time = time;
        _logger = logger;
        _pipeline = target.Retry.Attempts > 1 ? BuildPipeline() : ResiliencePipeline<ProbeResult>.Empty;
    }

    /// <exception cref="OperationCanceledException">Lapwing stops, or the target is removed.</exception>
    public async Task<ProbeRun> RunAsync(CancellationToken stop)
    {
        var run = new RunInProgress(_time.GetTimestamp());
        var context = ResilienceContextPool.Shared.Get(stop);
        try
        {
            context.Properties.Set(Run, run);
            var result = await _pipeline.ExecuteAsync(static (context, self) => self.AttemptAsync(context), context, this);
            return new ProbeRun(run.LastBegan, _time.GetElapsedTime(run.Began), run.Attempts, result);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public ValueTask DisposeAsync() => _probe.DisposeAsync();

    private async ValueTask<ProbeResult> AttemptAsync(ResilienceContext context)
    {
        var run = context.Properties.GetValue(Run, null!);
        run.LastBegan = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var began = _time.GetTimestamp();
        var result = await LimitedAsync(context.CancellationToken);
        run.Attempts.Add(new ProbeAttempt(result.Status, result.Error?.Message, _time.GetElapsedTime(began)));
        return result;
    }

    /// <summary>One attempt within its time. What a probe throws against its contract becomes a result too: one target harms no other.</summary>
    private async ValueTask<ProbeResult> LimitedAsync(CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(_target.Timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            return await _probe.RunAsync(linked.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return _probe.TimedOut(_target.Timeout);
        }
        catch (Exception e)
        {
            LogBroken(_target.Name, e);
            return ProbeResult.Failed(ProbeErrorKind.Internal, $"the probe itself failed ({e.GetType().Name}: {e.Message}); the log has the details",
                transient: false);
        }
    }

    private ResiliencePipeline<ProbeResult> BuildPipeline() =>
        new ResiliencePipelineBuilder<ProbeResult> { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions<ProbeResult>
            {
                MaxRetryAttempts = _target.Retry.Attempts - 1,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Result?.Error is { Transient: true } && HasTimeFor(args.AttemptNumber, args.Context)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Backoff(args.AttemptNumber)),
            })
            .Build();

    private bool HasTimeFor(int attempt, ResilienceContext context) =>
        _time.GetElapsedTime(context.Properties.GetValue(Run, null!).Began) + Backoff(attempt) < _target.Interval;

    private TimeSpan Backoff(int attempt)
    {
        var wait = _target.Retry.Backoff * Math.Pow(_target.Retry.Factor, attempt);
        return wait < _target.Retry.Max ? wait : _target.Retry.Max;
    }

    [LoggerMessage(LogLevel.Error, "The probe of {Target} failed against its contract")]
    private partial void LogBroken(string target, Exception exception);

    private sealed class RunInProgress(long began)
    {
        public long Began => began;

        public long LastBegan { get; set; }

        public List<ProbeAttempt> Attempts { get; } = new(1);
    }
}
