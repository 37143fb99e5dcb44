using System.Globalization;

namespace Lapwing.Probes.Databases;

/// <summary>What a value of any client library means as a number or as a label.</summary>
internal static class ColumnValue
{
    /// <summary>Null is NaN; true is 1; texts count when they are numbers.</summary>
    public static bool TryNumber(object? value, out double number)
    {
        number = double.NaN;
        switch (value)
        {
            case null:
                return true;
            case bool flag:
                number = flag ? 1 : 0;
                return true;
            case string text:
                return TryParse(text, out number);
            case double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong:
                number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                return true;
            default:
                return false;
        }
    }

    public static string Label(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>As <see cref="TryNumber"/>, and the words that servers use for a state are 1 and 0; what is neither is NaN.</summary>
    public static double NumberOrState(object? value)
    {
        if (TryNumber(value, out var number))
            return number;
        return (value as string)?.ToLowerInvariant() switch
        {
            "on" or "yes" or "ok" or "up" => 1,
            "off" or "no" or "err" or "down" or "connecting" => 0,
            _ => double.NaN,
        };
    }

    // PostgreSQL writes t and f where it is asked for text.
    private static bool TryParse(string text, out double number)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return true;
        number = text is "t" or "true" ? 1 : 0;
        return text is "t" or "true" or "f" or "false";
    }
}
