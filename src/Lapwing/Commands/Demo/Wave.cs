namespace Lapwing.Commands.Demo;

/// <summary>A value that wanders: slowly between two bounds, with noise upon it.</summary>
/// <param name="low">The lower bound of the slow part.</param>
/// <param name="high">The upper bound of the slow part.</param>
/// <param name="period">From one high to the next.</param>
/// <param name="noise">Share of the value by which the noise spreads.</param>
/// <param name="time">The clock that the wave follows.</param>
internal sealed class Wave(double low, double high, TimeSpan period, double noise, TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();

    public double Next()
    {
        var phase = time.GetElapsedTime(_origin) / period * 2 * Math.PI;
        var slow = low + ((high - low) * (1 - Math.Cos(phase)) / 2);
        return Math.Max(0, slow * (1 + (noise * ((2 * Random.Shared.NextDouble()) - 1))));
    }
}
