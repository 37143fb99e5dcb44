using System.Globalization;
using System.Text.RegularExpressions;
using Lapwing.Config.Values;

namespace Lapwing.Config.Binding.Formats;

/// <summary>A number of bytes with a unit, <c>5MB</c> (powers of 1000) or <c>1.5GiB</c> (powers of 1024), or without one.</summary>
internal sealed partial class SizeFormat : ScalarFormat<ByteSize>
{
    // Largest first, so that writing finds the shortest; powers of 1024 first among equals in size.
    private static readonly (string Name, long Bytes)[] Units =
    [
        ("TiB", 1L << 40), ("TB", 1_000_000_000_000),
        ("GiB", 1L << 30), ("GB", 1_000_000_000),
        ("MiB", 1L << 20), ("MB", 1_000_000),
        ("KiB", 1L << 10), ("KB", 1000),
        ("B", 1),
    ];

    public override string Complaint => "is not a size; write 512KiB, 5MB or 10GiB";

    public override IReadOnlyList<string> JsonTypes => ["string", "integer"];

    public override string Pattern => "^[0-9]+(\\.[0-9]+)? ?(([KkMGT]i?)?B)?$";

    protected override bool TryRead(string text, out ByteSize value)
    {
        value = default;
        if (Parts.Match(text) is not { Success: true } parts)
            return false;
        var unit = parts.Groups["unit"].Value is { Length: > 0 } name ? name : "B";
        var number = decimal.Parse(parts.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var bytes = number * Units.First(known => known.Name.Equals(unit, StringComparison.OrdinalIgnoreCase)).Bytes;
        if (bytes > long.MaxValue || bytes != decimal.Truncate(bytes))
            return false;
        value = new((long)bytes);
        return true;
    }

    public override string Write(ByteSize value)
    {
        var (name, bytes) = Units.First(unit => value.Bytes % unit.Bytes == 0 && (value.Bytes != 0 || unit.Bytes == 1));
        return $"{value.Bytes / bytes}{name}";
    }

    [GeneratedRegex(@"\A(?<number>[0-9]{1,15}(\.[0-9]{1,6})?|[0-9]{1,19}) ?(?<unit>([KkMGT]i?)?B)?\z")]
    private static partial Regex Parts { get; }
}
