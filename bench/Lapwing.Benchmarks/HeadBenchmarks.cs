using BenchmarkDotNet.Attributes;
using Lapwing.Model;
using Lapwing.Storage.Head;

namespace Lapwing.Benchmarks;

/// <summary>What a sample costs in the head, in batches of 20.</summary>
[MemoryDiagnoser]
public class HeadBenchmarks
{
    private const int Series = 20;

    private readonly HeadStore _head = new(new HeadOptions { MaxSamples = 4800 }, TimeProvider.System);
    private readonly SeriesRef[] _series = new SeriesRef[Series];
    private readonly double[] _values = new double[Series];
    private long _now = 1_700_000_000_000;

    [GlobalSetup]
    public void Setup()
    {
        for (var i = 0; i < Series; i++)
        {
            _head.TryGetOrAdd(Labels.From((Labels.MetricName, $"m{i}")), out _series[i]);
        }
    }

    [Benchmark(OperationsPerInvoke = Series)]
    public void Append() => _head.Append(_now += 1000, _series, _values);
}
