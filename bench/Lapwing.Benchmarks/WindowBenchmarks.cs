using BenchmarkDotNet.Attributes;
using Lapwing.Windows;

namespace Lapwing.Benchmarks;

/// <summary>What a headline value costs in the windows of its target: one count window and four windows of time.</summary>
[MemoryDiagnoser]
public class WindowBenchmarks
{
    private readonly WindowSet _windows = new(10);
    private long _now = 1_700_000_000_000;

    [Benchmark]
    public void Add()
    {
        _now += 1000;
        _windows.Add(_now, 250 + (_now & 63));
    }
}
