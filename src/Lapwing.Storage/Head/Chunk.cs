using System.Diagnostics;

namespace Lapwing.Storage.Head;

/// <summary>A run of samples of one series, in order of time. Not safe for several threads: its series guards it.</summary>
internal sealed class Chunk
{
    /// <summary>A series that has just begun costs about 1 KB, and a full hour at 5 s needs 12 chunks.</summary>
    public const int Capacity = 60;

    private readonly long[] _times = new long[Capacity];
    private readonly double[] _values = new double[Capacity];

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    public long Last => _times[Count - 1];

    public void Append(long time, double value)
    {
        Debug.Assert(!IsFull && (Count == 0 || time > Last), "chunks are filled in order of time");
        _times[Count] = time;
        _values[Count] = value;
        Count++;
    }

    public void Clear() => Count = 0;
}
