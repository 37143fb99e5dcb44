namespace Lapwing.Windows;

/// <summary>
/// The windows of one target or of one kind of source: the last n values and four lengths of time. Safe for many threads; adding holds
/// the lock for some tens of nanoseconds.
/// </summary>
internal sealed class WindowSet(int samples)
{
    /// <summary>The lengths of time, with the names that the API gives them.</summary>
    public static IReadOnlyList<(string Name, TimeSpan Length)> Lengths { get; } =
    [
        ("1m", TimeSpan.FromMinutes(1)), ("5m", TimeSpan.FromMinutes(5)), ("15m", TimeSpan.FromMinutes(15)), ("1h", TimeSpan.FromHours(1)),
    ];

    private readonly Lock _lock = new();
    private readonly CountWindow _count = new(samples);
    private readonly TimeWindow[] _times = [.. Lengths.Select(length => new TimeWindow(length.Length))];

    /// <summary>How many values the count window holds at most.</summary>
    public int Samples => samples;

    public void Add(long time, double value)
    {
        lock (_lock)
        {
            _count.Add(time, value);
            foreach (var window in _times)
            {
                window.Add(time, value);
            }
        }
    }

    /// <summary>Statistics of the last n values.</summary>
    public WindowStatistics LastSamples()
    {
        lock (_lock)
        {
            return _count.Statistics();
        }
    }

    /// <summary>The last n values themselves, oldest first.</summary>
    public double[] LastValues()
    {
        lock (_lock)
        {
            return _count.Values();
        }
    }

    /// <summary>Statistics of one of <see cref="Lengths"/>.</summary>
    public WindowStatistics Last(int length, long now)
    {
        lock (_lock)
        {
            return _times[length].Statistics(now);
        }
    }
}
