namespace Lapwing.Config.Yaml;

/// <summary>A node of a YAML document that knows where it stands.</summary>
/// <param name="position">Where it begins.</param>
/// <param name="size">Number of nodes in it, itself included; what an alias stands for counts each time.</param>
internal abstract class YamlNode(Position position, int size)
{
    public Position Position { get; } = position;

    public int Size { get; } = size;
}

/// <summary>A text. It is <paramref name="plain"/> when written without quotes.</summary>
internal sealed class YamlScalar(Position position, string text, bool plain) : YamlNode(position, 1)
{
    public string Text { get; } = text;

    /// <summary>Whether this says "nothing here": an option written so has its default.</summary>
    public bool IsNull { get; } = plain && text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
internal sealed class YamlList(Position position, IReadOnlyList<YamlNode> items) : YamlNode(position, 1 + items.Sum(item => item.Size))
{
    public IReadOnlyList<YamlNode> Items { get; } = items;
}

/// <summary>A mapping from names to values, in the order written, each name once.</summary>
internal sealed class YamlMap(Position position, IReadOnlyList<YamlEntry> entries)
    : YamlNode(position, 1 + entries.Sum(entry => entry.Value.Size))
{
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;
}

/// <summary>A name and its value.</summary>
internal readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);
