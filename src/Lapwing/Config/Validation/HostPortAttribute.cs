using System.Globalization;
using System.Text.RegularExpressions;

namespace Lapwing.Config.Validation;

/// <summary>An address to listen on: a name or address of this machine (<c>*</c> for all of them) and a port.</summary>
internal sealed partial class HostPortAttribute : TextCheckAttribute
{
    /// <summary>What is wrong with a text, to be read after it; null when nothing is.</summary>
    public static string? Complaint(string text) => IsHostPort(text)
        ? null
        : "is not a host and a port; write 127.0.0.1:8000, [::1]:8000, localhost:8000 or *:8000";

    protected override string? CheckText(string text) => Complaint(text);

    private static bool IsHostPort(string text) =>
        Parts.Match(text) is { Success: true } parts
        && (parts.Groups["host"].Value is "*" || Uri.CheckHostName(parts.Groups["host"].Value) != UriHostNameType.Unknown)
        && int.Parse(parts.Groups["port"].ValueSpan, CultureInfo.InvariantCulture) <= ushort.MaxValue;

    [GeneratedRegex(@"\A(?<host>[^:\[\]]+|\[[0-9a-fA-F:.]+\]):(?<port>[0-9]{1,5})\z")]
    private static partial Regex Parts { get; }
}
