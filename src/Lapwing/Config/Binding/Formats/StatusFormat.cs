using System.Globalization;
using System.Text.RegularExpressions;
using Lapwing.Config.Values;

namespace Lapwing.Config.Binding.Formats;

/// <summary>A status of HTTP, <c>204</c>, or a range of them, <c>200-299</c>; from 100 to 599.</summary>
internal sealed partial class StatusFormat : ScalarFormat<StatusRange>
{
    public override string Complaint => "is not a status or a range of statuses; write 200 or 200-299";

    public override IReadOnlyList<string> JsonTypes => ["string", "integer"];

    public override string Pattern => "^[1-5][0-9][0-9](-[1-5][0-9][0-9])?$";

    protected override bool TryRead(string text, out StatusRange value)
    {
        value = default;
        if (Parts.Match(text) is not { Success: true } parts)
            return false;
        var first = int.Parse(parts.Groups["first"].ValueSpan, CultureInfo.InvariantCulture);
        var last = parts.Groups["last"] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : first;
        value = new(first, last);
        return first <= last;
    }

    [GeneratedRegex(@"\A(?<first>[1-5][0-9]{2})(-(?<last>[1-5][0-9]{2}))?\z")]
    private static partial Regex Parts { get; }
}
