using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lapwing.Config.Binding.Formats;

/// <summary>
/// A duration as Prometheus writes it: numbers with the units y (365d), w, d, h, m, s and ms, the larger ones first; or just <c>0</c>.
/// </summary>
internal sealed partial class DurationFormat : ScalarFormat<TimeSpan>
{
    private static readonly (string Name, long Milliseconds)[] Units =
    [
        ("y", 365L * 24 * 3600 * 1000),
        ("w", 7L * 24 * 3600 * 1000),
        ("d", 24L * 3600 * 1000),
        ("h", 3600L * 1000),
        ("m", 60L * 1000),
        ("s", 1000),
        ("ms", 1),
    ];

    public override string Complaint => "is not a duration; write 300ms, 5s, 1h30m or 30d";

    public override IReadOnlyList<string> JsonTypes => ["string", "integer"];

    public override string Pattern => "^(0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$";

    protected override bool TryRead(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (text == "0")
            return true;
        if (text.Length == 0 || Parts.Match(text) is not { Success: true } parts)
            return false;
        var milliseconds = Units.Sum(unit => parts.Groups[unit.Name] is { Success: true } part
            ? decimal.Parse(part.ValueSpan, CultureInfo.InvariantCulture) * unit.Milliseconds
            : 0);
        if (milliseconds > TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond)
            return false;
        value = TimeSpan.FromMilliseconds((long)milliseconds);
        return true;
    }

    public override string Write(TimeSpan value)
    {
        var text = new StringBuilder();
        var rest = value.Ticks / TimeSpan.TicksPerMillisecond;
        foreach (var (name, milliseconds) in Units)
        {
            // 30d is what people write, not 4w2d.
            if (rest < milliseconds || (name is "y" or "w" && rest % milliseconds != 0))
                continue;
            text.Append(rest / milliseconds).Append(name);
            rest %= milliseconds;
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    // Nine digits of each are more than a TimeSpan can hold of most; the sum decides.
    [GeneratedRegex(
        @"\A((?<y>[0-9]{1,9})y)?((?<w>[0-9]{1,9})w)?((?<d>[0-9]{1,9})d)?((?<h>[0-9]{1,9})h)?"
        + @"((?<m>[0-9]{1,9})m)?((?<s>[0-9]{1,9})s)?((?<ms>[0-9]{1,9})ms)?\z")]
    private static partial Regex Parts { get; }
}
