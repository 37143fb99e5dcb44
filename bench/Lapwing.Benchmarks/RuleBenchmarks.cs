using BenchmarkDotNet.Attributes;
using Lapwing.Alerts;
using Lapwing.Config;
using Lapwing.Ingest;
using Lapwing.Model;
using Lapwing.Probes;
using Lapwing.Testing;

namespace Lapwing.Benchmarks;

/// <summary>What the decision of the rules costs a sample, where one rule looks at each of 20 series and none of them changes its state.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks : IAsyncDisposable
{
    private const int Series = 20;

    private readonly TempStore _temp = new();
    private readonly SeriesRef[] _series = new SeriesRef[Series];
    private readonly double[] _values = new double[Series];
    private readonly TargetState _target = SomeTarget.Make();
    private readonly ProbeRun _run = SomeTarget.Run(1_700_000_000_000);
    private AlertObserver _rules = null!;

    [GlobalSetup]
    public void Setup()
    {
        _rules = new AlertObserver(_temp.Store, new ActiveAlerts([]), TimeProvider.System);
        _rules.Apply(RuleSet.From(new LapwingConfig
        {
            Groups = [new() { Name = "bench", Rules = [new() { Alert = "high", Expr = "{__name__=~\"m.*\"} > 300" }] }],
        }));
        for (var i = 0; i < Series; i++)
        {
            _temp.Store.TryGetOrAdd(Labels.From((Labels.MetricName, $"m{i}"), ("target", "a")), out _series[i]);
            _values[i] = 250;
        }
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _temp.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Series)]
    public void Decide() => _rules.Observe(new SampleBatch { Target = _target, Run = _run, Series = _series, Values = _values });
}
