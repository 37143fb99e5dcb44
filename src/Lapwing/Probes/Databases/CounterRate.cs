namespace Lapwing.Probes.Databases;

/// <summary>The rate per second at which a counter of the server grew since it was last read.</summary>
internal sealed class CounterRate(TimeProvider time)
{
    private double? _last;
    private long _at;

    /// <summary>
    /// Takes a reading. Null when there is nothing to compare it with: the first one, one after a gap (<paramref name="value"/> null),
    /// or a counter that is lower than it was because the server restarted.
    /// </summary>
    public double? Next(double? value)
    {
        var now = time.GetTimestamp();
        var (last, seconds) = (_last, time.GetElapsedTime(_at, now).TotalSeconds);
        (_last, _at) = (value, now);
        return value >= last && seconds > 0 ? (value - last) / seconds : null;
    }
}
