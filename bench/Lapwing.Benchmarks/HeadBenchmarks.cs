using BenchmarkDotNet.Attributes;
using Lapwing.Model;
using Lapwing.Storage.Head;

namespace Lapwing.Benchmarks;

/// <summary>What a sample costs in the head, sealing included, in batches of a target.</summary>
[MemoryDiagnoser]
public class HeadBenchmarks
{
    private const int Batches = 1000;

    private readonly HeadStore _head = new(new HeadOptions { MaxBytes = 1 << 20 }, TimeProvider.System);
    private readonly Random _random = new(1);
    private SeriesRef[] _series = [];
    private double[] _values = [];
    private long _now = 1_700_000_000_000;

    [Params(20, 1000)]
    public int Series { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_series, _values) = (new SeriesRef[Series], new double[Series]);
        for (var i = 0; i < Series; i++)
        {
            _head.TryGetOrAdd(Labels.From((Labels.MetricName, $"m{i}")), out _series[i], i == 0 ? null : _series[0]);
        }
    }

    /// <summary>Half the series stand still, half move: about what targets do. Divide by the series.</summary>
    [Benchmark(OperationsPerInvoke = Batches)]
    public void AppendBatch()
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            for (var i = 0; i < Series; i += 2)
            {
                _values[i] += _random.Next(100);
            }

            _head.Append(_now += 1000, _series, _values);
        }
    }
}
