using System.Text;
using BenchmarkDotNet.Attributes;
using Lapwing.Storage.Catalog;
using Lapwing.Storage.Files;

namespace Lapwing.Benchmarks;

/// <summary>What it costs to read a catalog of a million series of seven labels when a process starts, and to add a series.</summary>
[MemoryDiagnoser]
public class CatalogBenchmarks : ICatalogSink
{
    private const int Metrics = 1000;
    private const int Instances = 1000;

    private static readonly string[] Names = ["__name__", "cluster", "env", "instance", "job", "pod", "zone"];

    private readonly string _folder = Directory.CreateTempSubdirectory("lapwing-").FullName;
    private readonly LabelRef[] _labels = new LabelRef[Names.Length];
    private long _read;

    [GlobalSetup]
    public void Setup()
    {
        Add(Path.Combine(_folder, "read"));
        var bytes = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);
        Console.WriteLine($"// {(double)bytes / (Metrics * Instances):0.0} bytes a series on the disk");
    }

    [Benchmark(OperationsPerInvoke = Metrics * Instances)]
    public long Read()
    {
        CatalogReader.Recover(new DiskFiles(), Path.Combine(_folder, "read"), this);
        return _read;
    }

    [Benchmark(OperationsPerInvoke = Metrics * Instances)]
    public void Add()
    {
        var folder = Path.Combine(_folder, "add");
        Add(folder);
        Directory.Delete(folder, recursive: true);
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    void ICatalogSink.OnSymbol(int id, ReadOnlySpan<byte> utf8) => _read += utf8.Length;

    void ICatalogSink.OnSeries(int number, ReadOnlySpan<LabelRef> labels, int group, int column) => _read += labels.Length;

    /// <summary>A batch for each instance, as it is scraped for the first time.</summary>
    private void Add(string folder)
    {
        using var writer = new CatalogWriter(new DiskFiles(), folder, new(), new(1, 0, 0));
        var names = Names.Select(name => Symbol(writer, name)).ToArray();
        var metrics = Enumerable.Range(0, Metrics).Select(i => Symbol(writer, $"some_metric_of_number_{i}_total")).ToArray();
        for (var instance = 0; instance < Instances; instance++)
        {
            for (var i = 1; i < names.Length; i++)
            {
                var isOwn = Names[i] is "instance" or "pod";
                _labels[i] = new(names[i], isOwn || instance == 0 ? Symbol(writer, $"{Names[i]}-{instance}.example:9100") : _labels[i].Value);
            }

            for (var metric = 0; metric < Metrics; metric++)
            {
                _labels[0] = new(names[0], metrics[metric]);
                writer.AddSeries(_labels, instance, metric);
            }

            writer.Flush();
        }
    }

    private static int Symbol(CatalogWriter writer, string text) => writer.AddSymbol(Encoding.UTF8.GetBytes(text));
}
