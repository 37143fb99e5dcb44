using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Lapwing.Storage.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Benchmarks;

/// <summary>What it costs to append a record of 1,000 values without waiting for the disk, and to read one back from the page cache.</summary>
[MemoryDiagnoser]
public class WalBenchmarks
{
    private const int Records = 2000;

    private readonly string _folder = Directory.CreateTempSubdirectory("lapwing-").FullName;
    private readonly double[] _values = new double[1000];
    private WalWriter _writer = null!;
    private WalPosition _end;

    [GlobalSetup]
    public void Setup()
    {
        _writer = WriterOf(_folder);
        Append();
        _end = _writer.End;
    }

    /// <summary>Segments are dropped as they fill, so that the disk does not.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void Append()
    {
        for (var i = 0; i < Records; i++)
        {
            _writer.Append(1, MemoryMarshal.AsBytes(_values.AsSpan()));
        }

        _writer.DropBefore(_writer.End.Segment);
    }

    /// <summary>16 MB; opening the file and its memory are in it.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int Read()
    {
        var reader = WalReader.Follow(new DiskFiles(), _folder, default, _end);
        var bytes = 0;
        while (reader.MoveNext())
        {
            bytes += reader.Payload.Length;
        }

        return bytes;
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _writer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static WalWriter WriterOf(string folder) => new(new DiskFiles(), folder, new());
}
