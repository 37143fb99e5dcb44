using System.Collections.Concurrent;
using Lapwing.Model;
using Lapwing.Probes;
using Lapwing.Storage;

namespace Lapwing.Ingest;

/// <summary>
/// Turns runs into samples, stores them, and shows them to the observers in their order: one pass on the thread that brought the run.
/// An observer that fails is logged and harms neither the store nor the next observer. Safe for many threads; runs of one target come
/// one after the other.
/// </summary>
internal sealed partial class RunIngest(SeriesStore store, IBatchObserver[] observers, ILogger<RunIngest> logger) : IRunSink
{
    private readonly ConcurrentDictionary<TargetState, TargetSeries> _targets = new();
    private readonly ILogger _logger = logger;
    private long _batches;
    private long _samples;

    /// <summary>Runs stored and shown to all observers.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>Samples in them.</summary>
    public long Samples => Interlocked.Read(ref _samples);

    public void Accept(TargetState target, ProbeRun run)
    {
        var series = _targets.GetOrAdd(target, static (target, store) => new TargetSeries(target, store), store);
        var cursor = series.Collect(run);
        store.Append(run.Timestamp, cursor.Series, cursor.Values);
        Show(new SampleBatch { Target = target, Run = run, Series = cursor.Series, Values = cursor.Values });
        Interlocked.Add(ref _samples, cursor.Series.Length);
        Interlocked.Increment(ref _batches);
    }

    public void Forget(TargetState target)
    {
        if (_targets.TryRemove(target, out var series))
        {
            var cursor = series.CollectNothing();
            store.Append(LastTimestamp(target) + 1, cursor.Series, cursor.Values);
        }

        foreach (var observer in observers)
        {
            observer.Forget(target);
        }
    }

    private static long LastTimestamp(TargetState target) => target.Latest?.Timestamp ?? target.Since;

    private void Show(in SampleBatch batch)
    {
        foreach (var observer in observers)
        {
            try
            {
                observer.Observe(batch);
            }
            catch (Exception e)
            {
                LogObserverFailed(observer.GetType().Name, batch.Target.Name, e);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{Observer} failed on a batch of {Target}; the samples are stored, the other observers saw them")]
    private partial void LogObserverFailed(string observer, string target, Exception exception);

    /// <summary>The series of one target.</summary>
    private sealed class TargetSeries(TargetState target, SeriesStore store)
    {
        private readonly SeriesCursor _cursor = new(store, target.Model.Labels);
        private readonly Tags _headlineTags = TargetLabels.HeadlineTags(target.Model);
        private readonly string _headline = target.Source.HeadlineMetric;

        public SeriesCursor Collect(ProbeRun run)
        {
            _cursor.Begin();
            if (run.Result.Headline is { } value)
                _cursor.Add(_headline, _headlineTags, value);
            _cursor.Add("up", default, run.Result.Error is null ? 1 : 0);
            foreach (var measurement in run.Result.Measurements.Span)
            {
                _cursor.Add(measurement.Name, measurement.Tags, measurement.Value);
            }

            _cursor.End();
            return _cursor;
        }

        /// <summary>A batch of stale markers for all series that the target had.</summary>
        public SeriesCursor CollectNothing()
        {
            _cursor.Begin();
            _cursor.End();
            return _cursor;
        }
    }
}
