using Lapwing.Model;

namespace Lapwing.Windows;

/// <summary>
/// The last n values of a target or of a kind of source. Adding is one store into a ring; statistics are computed from the ring when read,
/// so they are exact and hold no error from values long gone. A missing value takes no place. Not safe for several threads.
/// </summary>
internal sealed class CountWindow(int capacity)
{
    private readonly Sample[] _ring = new Sample[capacity];
    private long _added;

    public int Capacity => capacity;

    public int Count => (int)Math.Min(_added, capacity);

    public void Add(long time, double value)
    {
        if (!double.IsNaN(value))
            _ring[_added++ % capacity] = new(time, value);
    }

    public WindowStatistics Statistics()
    {
        var moments = new Moments();
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var i = _added - Count; i < _added; i++)
        {
            var sample = _ring[i % capacity];
            moments.Add(sample.Value);
            first = Math.Min(first, sample.Timestamp);
            last = Math.Max(last, sample.Timestamp);
        }

        // n samples span n - 1 gaps.
        var span = Count > 1 ? (last - first) / 1000.0 * Count / (Count - 1) : 0;
        return moments.ToStatistics(span);
    }

    /// <summary>The values, oldest first.</summary>
    public double[] Values()
    {
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _ring[(_added - Count + i) % capacity].Value;
        }

        return values;
    }
}
