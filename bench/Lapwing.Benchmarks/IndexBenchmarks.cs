using BenchmarkDotNet.Attributes;
using Lapwing.Model;
using Lapwing.Storage.Index;

namespace Lapwing.Benchmarks;

/// <summary>What it costs to add a series, to find it, and to select some of a million. The setup tells the bytes of a series.</summary>
[MemoryDiagnoser]
public class IndexBenchmarks
{
    private const int Count = 1_000_000;
    private const int Batch = 10_000;

    private static readonly LabelMatcher Metric = new(Labels.MetricName, MatchOperator.Equal, SomeSeries.Metric(77));

    private readonly SeriesIndex _index = new(new());
    private readonly Labels[] _known = new Labels[Batch];
    private int[] _symbols = [];

    [GlobalSetup]
    public void Setup()
    {
        for (var i = 0; i < Count; i++)
        {
            _index.GetOrAdd(SomeSeries.Of(i));
        }

        // Every hundredth, of all instances, built anew: they share no string with what the index has seen.
        for (var i = 0; i < Batch; i++)
        {
            _known[i] = SomeSeries.Of(i * (Count / Batch));
        }

        _symbols = new int[Batch * 14];
        for (var i = 0; i < Batch; i++)
        {
            _index.SymbolsOf(new(i), _symbols.AsSpan(i * 14, 14));
        }

        var bytes = _index.Figures.Bytes;
        Console.WriteLine($"// {bytes.Total / (double)Count:F1} bytes a series: {bytes}");
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public int Find()
    {
        var found = 0;
        foreach (var labels in _known)
        {
            found += _index.TryFind(labels, out _) ? 1 : 0;
        }

        return found;
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public int Add()
    {
        var index = new SeriesIndex(new());
        foreach (var labels in _known)
        {
            index.GetOrAdd(labels);
        }

        return index.Count;
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public int Load()
    {
        var index = new SeriesIndex(new());
        for (var symbol = 0; symbol < _index.SymbolCount; symbol++)
        {
            index.AddSymbol(_index.Utf8Of(symbol));
        }

        for (var i = 0; i < Batch; i++)
        {
            index.Add(_symbols.AsSpan(i * 14, 14));
        }

        return index.Count;
    }

    [Benchmark]
    public SeriesRef[] SelectByTwoMatchers() => _index.Select([Metric, new("code", MatchOperator.Equal, "202")]);

    [Benchmark]
    public SeriesRef[] SelectByPrefix() => _index.Select([new(Labels.MetricName, MatchOperator.Matches, "app_requests_7.*")]);

    [Benchmark]
    public SeriesRef[] SelectByRegex() => _index.Select([Metric, new("instance", MatchOperator.Matches, "10.7.[12].*")]);

    [Benchmark]
    public int LabelsOfAThousand()
    {
        var labels = 0;
        for (var i = 0; i < 1000; i++)
        {
            labels += _index.LabelsOf(new(i * (Count / 1000))).Count;
        }

        return labels;
    }
}
