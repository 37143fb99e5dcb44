using BenchmarkDotNet.Attributes;
using Lapwing.Model;
using Lapwing.Testing;

namespace Lapwing.Benchmarks;

/// <summary>What a sample costs in the head, sealing included, in batches of a target.</summary>
[MemoryDiagnoser]
public class HeadBenchmarks : IAsyncDisposable
{
    private const int Batches = 1000;

    private readonly TempStore _temp = new();
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
            _temp.Store.TryGetOrAdd(Labels.From((Labels.MetricName, $"m{i}")), out _series[i], i == 0 ? null : _series[0]);
        }
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _temp.DisposeAsync();
        GC.SuppressFinalize(this);
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

            _temp.Store.Append(_now += 1000, _series, _values);
        }
    }
}
