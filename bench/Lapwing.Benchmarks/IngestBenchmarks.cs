using BenchmarkDotNet.Attributes;
using Lapwing.Alerts;
using Lapwing.Config;
using Lapwing.Ingest;
using Lapwing.Live;
using Lapwing.Probes;
using Lapwing.Testing;
using Lapwing.Windows;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lapwing.Benchmarks;

/// <summary>What the whole pass of a probe's run costs: 20 measurements through positions, head, windows, built-in rules and live.</summary>
[MemoryDiagnoser]
public class IngestBenchmarks : IAsyncDisposable
{
    private const int Runs = 1000;

    private readonly TargetState _target = SomeTarget.Make();
    private readonly ProbeRun[] _runs = new ProbeRun[Runs];
    private readonly TempStore _temp = new();
    private RunIngest _ingest = null!;
    private long _now = 1_700_000_000_000;

    [GlobalSetup]
    public void Setup()
    {
        var rules = new AlertObserver(_temp.Store, new ActiveAlerts([]), TimeProvider.System);
        rules.Apply(RuleSet.From(new LapwingConfig()));
        _ingest = new RunIngest(_temp.Store, [new TargetWindows(10, _temp.Store), rules, new LiveHub()], NullLogger<RunIngest>.Instance);
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _temp.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [IterationSetup]
    public void MakeRuns()
    {
        for (var i = 0; i < Runs; i++)
        {
            _runs[i] = SomeTarget.Run(_now += 1000);
        }
    }

    [Benchmark(OperationsPerInvoke = Runs)]
    public void Accept()
    {
        foreach (var run in _runs)
        {
            _ingest.Accept(_target, run);
        }
    }
}
