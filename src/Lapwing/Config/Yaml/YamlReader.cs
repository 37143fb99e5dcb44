using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using ScalarEvent = YamlDotNet.Core.Events.Scalar;

namespace Lapwing.Config.Yaml;

/// <summary>
/// Reads a YAML document into nodes. It stands on the parser's events rather than on its tree, which would end at the first duplicate
/// key, recurse as deep as the text does, and lose where an alias was used. Aliases and merge keys (<c>&lt;&lt;</c>) are resolved.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Deepest nesting; a configuration needs about 10, and the readers of nodes recurse.</summary>
    private const int MaxDepth = 64;

    /// <summary>Most nodes, aliases expanded: room for tens of thousands of targets, and an end to alias bombs.</summary>
    private const int MaxNodes = 1_000_000;

    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly ConfigReport _report;
    private readonly Dictionary<AnchorName, YamlNode> _anchors = [];
    private int _nodes;

    private YamlReader(string text, ConfigReport report)
    {
        _scanner = new(new StringReader(text));
        _parser = new(_scanner);
        _report = report;
    }

    /// <summary>The root of the document; null where there is none, or where the text is not YAML, which is then reported.</summary>
    public static YamlNode? Read(string text, ConfigReport report)
    {
        var reader = new YamlReader(text, report);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            report.Error("", $"not valid YAML: {Quoted.Reason(e)}{Hint(text, e.Start)}", At(e.Start));
            return null;
        }
        catch (Exception)
        {
            // On some malformed texts the parser itself fails, by any of several exceptions.
            report.Error("", "not valid YAML from here on", At(reader._scanner.CurrentPosition));
            return null;
        }
    }

    // The one thing of ours that reads as if it were YAML, and is not.
    private static string Hint(string text, Mark at) => text.Split('\n').ElementAtOrDefault((int)at.Line - 1)?.Contains("${") is true
        ? " (within { } and [ ] write \"${…}\" with quotes)"
        : "";

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return null;
        _parser.Consume<DocumentStart>();
        var root = ReadNode("", 0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<StreamEnd>(out _) ? root : throw Wrong(_parser.Current!, "a configuration is one document; remove the second");
    }

    private YamlNode ReadNode(string path, int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Resolve(alias);

        var start = (NodeEvent)_parser.Current!;
        if (depth > MaxDepth)
            throw Wrong(start, $"nested more than {MaxDepth} deep");
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific && !start.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
            throw Wrong(start, $"the tag {Quoted.Text(start.Tag.Value)} is not known");

        Count(1, start);
        YamlNode node = start switch
        {
            SequenceStart => ReadList(path, depth),
            MappingStart => ReadMap(path, depth),
            _ => ReadScalar(),
        };
        // Only now: a node cannot be an alias of something that it stands in.
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor] = node;
        return node;
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
            throw Wrong(alias, $"the alias *{alias.Value} names no anchor that ended before it");
        Count(node.Size, alias);
        return node;
    }

    private YamlScalar ReadScalar()
    {
        var scalar = _parser.Consume<ScalarEvent>();
        return new(At(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private YamlList ReadList(string path, int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(OptionPath.Item(path, items.Count), depth + 1));
        }

        return new(At(start.Start), items);
    }

    private YamlMap ReadMap(string path, int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new OrderedDictionary<string, YamlEntry>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadKey(path, depth);
            var keyPath = OptionPath.Key(path, key.Text);
            var value = ReadNode(keyPath, depth + 1);
            if (!entries.TryAdd(key.Text, new(key, value)))
                _report.Error(keyPath, $"is given twice; the first is in line {entries[key.Text].Key.Position.Line}", key.Position);
        }

        if (entries.Remove("<<", out var merged))
            Merge(merged.Value, entries, start);
        return new(At(start.Start), [.. entries.Values]);
    }

    private YamlScalar ReadKey(string path, int depth)
    {
        var start = _parser.Current!;
        return ReadNode(path, depth + 1) as YamlScalar ?? throw Wrong(start, "a key must be a text");
    }

    // What stands in the mapping itself wins over what is merged into it, and of several merged the first wins.
    private void Merge(YamlNode merged, OrderedDictionary<string, YamlEntry> entries, ParsingEvent at)
    {
        Count(merged.Size, at);
        foreach (var node in merged is YamlList list ? list.Items : [merged])
        {
            if (node is not YamlMap map)
                throw Wrong(at, "the merge key << takes an alias of a mapping, or a list of them");
            foreach (var entry in map.Entries)
            {
                entries.TryAdd(entry.Key.Text, entry);
            }
        }
    }

    private void Count(int nodes, ParsingEvent at)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes)
            throw Wrong(at, $"more than {MaxNodes} values, aliases expanded");
    }

    private static YamlException Wrong(ParsingEvent at, string message) => new(at.Start, at.End, message);

    private static Position At(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
