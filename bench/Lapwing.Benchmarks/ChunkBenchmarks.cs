using BenchmarkDotNet.Attributes;
using Lapwing.Storage.Chunks;

namespace Lapwing.Benchmarks;

/// <summary>What it costs to write a value into a chunk and to read it, by kind of series. A day is in <c>docs/formats/chunks.md</c>.</summary>
[MemoryDiagnoser]
public class ChunkBenchmarks
{
    private const int Count = 1920;

    private readonly double[] _values = new double[Count];
    private readonly double[] _read = new double[Count];
    private readonly byte[] _chunk = new byte[ValueChunk.MaxSize(Count)];
    private readonly byte[] _written = new byte[ValueChunk.MaxSize(Count)];

    [Params("counter", "temperature", "latency", "constant", "ratio")]
    public string Series { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var level = 1000.0;
        for (var i = 0; i < Count; i++)
        {
            level += random.Next(-20, 21);
            _values[i] = Series switch
            {
                "counter" => (i == 0 ? 1e6 : _values[i - 1]) + 300 + random.Next(-40, 41),
                "temperature" => Math.Round(20 + (level / 100), 1),
                "latency" => Math.Round(100 + level + random.NextDouble(), 3),
                "constant" => 42,
                _ => level / 3e6,
            };
        }

        _ = ValueChunk.Encode(_values, _chunk);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Encode() => ValueChunk.Encode(_values, _written);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Decode() => ValueChunk.Decode(_chunk, _read);
}
