using Lapwing.Ingest;
using Lapwing.Model;
using Lapwing.Probes;
using Lapwing.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Ingest;

public sealed class RunIngestTests : IAsyncDisposable
{
    private static readonly Tags Dns = new(("phase", "dns"));
    private static readonly Tags Tls = new(("phase", "tls"));

    private readonly TempStore _temp = new(new FakeTimeProvider());
    private readonly RecordingObserver _seen = new();
    private readonly TargetState _api = Some.Api();

    public ValueTask DisposeAsync() => _temp.DisposeAsync();

    [Fact]
    public void A_run_becomes_samples_labelled_with_source_target_and_tags()
    {
        NewIngest().Accept(_api, Some.Run(1000, 250, new Measurement("phase_seconds", 0.5, Dns)));
        Assert.Equal(
        [
            """api_response_time{endpoint="http://shop.example/api", source="api", target="orders"} 250 @1000""",
            """phase_seconds{phase="dns", source="api", target="orders"} 0.5 @1000""",
            """up{source="api", target="orders"} 1 @1000""",
        ], Stored());
    }

    [Fact]
    public void A_run_without_a_headline_ends_that_series_with_a_stale_marker()
    {
        var ingest = NewIngest();
        ingest.Accept(_api, Some.Run(1000, 250));
        ingest.Accept(_api, Some.Failure(2000));
        Assert.Equal(
        [
            """api_response_time{endpoint="http://shop.example/api", source="api", target="orders"} 250 @1000 stale @2000""",
            """up{source="api", target="orders"} 1 @1000 0 @2000""",
        ], Stored());
    }

    [Fact]
    public void A_series_that_comes_back_goes_on()
    {
        var ingest = NewIngest();
        ingest.Accept(_api, Some.Run(1000, null, new Measurement("m", 1, Dns), new Measurement("m", 2, Tls)));
        ingest.Accept(_api, Some.Run(2000, null, new Measurement("m", 3, Tls)));
        ingest.Accept(_api, Some.Run(3000, null, new Measurement("m", 4, Tls), new Measurement("m", 5, Dns)));
        Assert.Equal(
        [
            """m{phase="dns", source="api", target="orders"} 1 @1000 stale @2000 5 @3000""",
            """m{phase="tls", source="api", target="orders"} 2 @1000 3 @2000 4 @3000""",
            """up{source="api", target="orders"} 1 @1000 1 @2000 1 @3000""",
        ], Stored());
    }

    [Fact]
    public void A_tag_cannot_stand_in_for_the_target()
    {
        NewIngest().Accept(_api, Some.Run(1000, null, new Measurement("m", 1, new Tags(("target", "another")))));
        Assert.Contains("""m{exported_target="another", source="api", target="orders"} 1 @1000""", Stored());
    }

    [Fact]
    public void A_forgotten_target_ends_all_its_series()
    {
        var ingest = NewIngest();
        _api.Record(Some.Run(1000, 250));
        ingest.Accept(_api, Some.Run(1000, 250));
        ingest.Forget(_api);
        Assert.All(Stored(), series => Assert.EndsWith("stale @1001", series));
    }

    [Fact]
    public void Observers_see_what_was_stored_in_their_order()
    {
        NewIngest().Accept(_api, Some.Run(1000, 250));
        Assert.Equal(["orders: 250 1"], _seen.Batches);
    }

    [Fact]
    public void An_observer_that_fails_keeps_nothing_from_the_next()
    {
        var ingest = new RunIngest(_temp.Store, [new FailingObserver(), _seen], NullLogger<RunIngest>.Instance);
        ingest.Accept(_api, Some.Run(1000, 250));
        Assert.Single(_seen.Batches);
    }

    [Fact]
    public void A_known_target_is_ingested_without_allocation()
    {
        var ingest = new RunIngest(_temp.Store, [], NullLogger<RunIngest>.Instance);
        var runs = Enumerable.Range(1, 400)
            .Select(i => Some.Run(i, 250, new Measurement("m", 1, Dns), new Measurement("m", 2, Tls))).ToArray();
        foreach (var run in runs.AsSpan(0, 100))
        {
            ingest.Accept(_api, run);
        }

        // Once in 64 runs rows are sealed into what is kept.
        var allocating = 0;
        foreach (var run in runs.AsSpan(100, 100))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            ingest.Accept(_api, run);
            allocating += GC.GetAllocatedBytesForCurrentThread() > before ? 1 : 0;
        }

        Assert.InRange(allocating, 0, 2);
    }

    private RunIngest NewIngest() => new(_temp.Store, [_seen], NullLogger<RunIngest>.Instance);

    private IEnumerable<string> Stored() => _temp.Store.Select([], 0, long.MaxValue)
        .Select(series => $"{series.Labels} {string.Join(' ', series.Samples.Select(Text))}").Order(StringComparer.Ordinal);

    private static string Text(Sample sample) => StaleMarker.Is(sample.Value) ? $"stale @{sample.Timestamp}" : $"{sample.Value} @{sample.Timestamp}";

    private sealed class RecordingObserver : IBatchObserver
    {
        public List<string> Batches { get; } = [];

        public void Observe(in SampleBatch batch) => Batches.Add($"{batch.Target.Name}: {string.Join(' ', batch.Values.ToArray())}");

        public void Forget(TargetState target)
        {
        }
    }

    private sealed class FailingObserver : IBatchObserver
    {
        public void Observe(in SampleBatch batch) => throw new InvalidOperationException("broken on purpose");

        public void Forget(TargetState target)
        {
        }
    }
}
