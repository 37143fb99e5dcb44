namespace Lapwing.Model;

/// <summary>
/// The NaN that says "from here on this series has no value", with Prometheus' bit pattern, so that it survives remote write.
/// It is compared by bits: an ordinary NaN is a value like any other.
/// </summary>
public static class StaleMarker
{
    private const long Bits = 0x7ff0000000000002;

    public static readonly double Value = BitConverter.Int64BitsToDouble(Bits);

    public static bool Is(double value) => BitConverter.DoubleToInt64Bits(value) == Bits;
}
