using Lapwing.Config.Validation;
using Lapwing.Config.Values;
using Lapwing.Config.Yaml;

namespace Lapwing.Config.Binding;

/// <summary>Reads a mapping from names that the user chooses to values of one type.</summary>
internal sealed class MapReader<T>(OptionReader values, IReadOnlyList<CheckAttribute> checks) : MapReader(values, checks)
{
    public override object StandIn => ValueMap<T>.Empty;

    protected override object Make(IEnumerable<KeyValuePair<string, object>> entries) =>
        new ValueMap<T>(entries.Select(entry => KeyValuePair.Create(entry.Key, (T)entry.Value)));
}

/// <inheritdoc cref="MapReader{T}"/>
internal abstract class MapReader(OptionReader values, IReadOnlyList<CheckAttribute> checks) : OptionReader
{
    public OptionReader Values => values;

    public override object? Read(YamlNode node, string path, BindingContext context)
    {
        if (node is YamlMap map)
            return Make(map.Entries.SelectMany(entry => ReadEntry(entry, OptionPath.Key(path, entry.Key.Text), context)));
        context.Report.Error(path, "is not a mapping; write a name, a colon and a value in each line", node.Position);
        return null;
    }

    protected abstract object Make(IEnumerable<KeyValuePair<string, object>> entries);

    private IEnumerable<KeyValuePair<string, object>> ReadEntry(YamlEntry entry, string path, BindingContext context)
    {
        context.Report.Locate(path, entry.Value.Position);
        if (checks.Select(check => check.CheckKey(entry.Key.Text)).FirstOrDefault(found => found is not null) is { } complaint)
            context.Report.Error(path, $"{Quoted.Text(entry.Key.Text)} {complaint}", entry.Key.Position);
        else if (entry.Value is YamlScalar { IsNull: true })
            context.Report.Error(path, "has no value; write \"\" for an empty text", entry.Value.Position);
        else if (values.Read(entry.Value, path, context) is { } value)
            yield return new(entry.Key.Text, value);
    }
}
