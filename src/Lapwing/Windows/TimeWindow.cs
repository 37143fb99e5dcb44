namespace Lapwing.Windows;

/// <summary>
/// The values of the last minute, five minutes, quarter of an hour or hour. The window moves in steps of a sixtieth of its length: each
/// step has a bucket of <see cref="Moments"/>, a value goes into one bucket, and reading merges the buckets that the window covers. So
/// it costs the same memory at any rate of samples, an addition is O(1), and what a reader gets covers between 59 and 60 sixtieths of
/// the length. Not safe for several threads.
/// </summary>
internal sealed class TimeWindow
{
    private const int Buckets = 60;

    private readonly long _step;
    private readonly Moments[] _buckets = new Moments[Buckets];
    private long _newestStep = long.MinValue;
    private long _firstTime = long.MaxValue;

    public TimeWindow(TimeSpan length)
    {
        Length = length;
        _step = (long)length.TotalMilliseconds / Buckets;
    }

    public TimeSpan Length { get; }

    /// <param name="time">Milliseconds since 1970-01-01 UTC. A value older than the window is left out; one somewhat late is not.</param>
    /// <param name="value">NaN counts as missing.</param>
    public void Add(long time, double value)
    {
        var step = time / _step;
        if (step > _newestStep)
            MoveTo(step);
        else if (step <= _newestStep - Buckets)
            return;
        _firstTime = Math.Min(_firstTime, time);
        _buckets[step % Buckets].Add(value);
    }

    /// <param name="now">Milliseconds since 1970-01-01 UTC: what is older than the window by then does not count.</param>
    public WindowStatistics Statistics(long now)
    {
        var newest = Math.Max(now / _step, _newestStep);
        var moments = new Moments();
        for (var step = Math.Max(newest - Buckets + 1, 0); step <= _newestStep; step++)
        {
            if (step > _newestStep - Buckets)
                moments.Merge(_buckets[step % Buckets]);
        }

        // A window that has begun only lately covers the time since its first value.
        var from = Math.Max((newest - Buckets + 1) * _step, _firstTime);
        return moments.ToStatistics(Math.Max(_step, now - from) / 1000.0);
    }

    private void MoveTo(long step)
    {
        var cleared = _newestStep == long.MinValue ? Buckets : Math.Min(step - _newestStep, Buckets);
        for (var i = 0; i < cleared; i++)
        {
            _buckets[(step - i) % Buckets] = default;
        }

        _newestStep = step;
    }
}
