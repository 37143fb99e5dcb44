using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lapwing.Config.Schema;

/// <summary>The summaries of types and properties, from the documentation file that the compiler writes beside an assembly.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, string> _summaries;

    private XmlDocs(XDocument document) => _summaries = document.Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => Plain(member.Element("summary")!));

    public static XmlDocs Load(string path) => new(XDocument.Load(path, LoadOptions.PreserveWhitespace));

    /// <summary>The summary as plain text in one line; null where there is none.</summary>
    public string? Of(Type type) => _summaries.GetValueOrDefault($"T:{type.FullName}");

    /// <inheritdoc cref="Of(Type)"/>
    public string? Of(PropertyInfo property) => _summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private static string Plain(XElement summary) => Spaces.Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim();

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{Key(see.Attribute("cref")!.Value)}`",
        XElement element => $"`{element.Value}`",
        _ => "",
    };

    // A reference to a type or a property reads as it is written in the file: P:Lapwing.Config.TlsConfig.KeyFile is key_file.
    private static string Key(string reference) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(ConfigSuffix.Replace(reference[(reference.LastIndexOf('.') + 1)..], ""));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }

    [GeneratedRegex("Config$")]
    private static partial Regex ConfigSuffix { get; }
}
