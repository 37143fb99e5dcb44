using Lapwing.Config.Values;
using Lapwing.Config.Yaml;

namespace Lapwing.Config.Binding;

/// <summary>Reads a list; a single text where a list of texts belongs is a list of one.</summary>
internal sealed class ListReader<T>(OptionReader items) : ListReader(items)
{
    public override object StandIn => ValueList<T>.Empty;

    protected override object Make(IEnumerable<object> items) => new ValueList<T>([.. items.Cast<T>()]);
}

/// <inheritdoc cref="ListReader{T}"/>
internal abstract class ListReader(OptionReader items) : OptionReader
{
    public OptionReader Items => items;

    public override object? Read(YamlNode node, string path, BindingContext context)
    {
        if (node is YamlList list)
            return Make(list.Items.Select((item, i) => ReadItem(item, OptionPath.Item(path, i), context)));
        if (node is YamlScalar && items is ScalarReader)
            return Make([ReadItem(node, path, context)]);
        context.Report.Error(path, "is not a list; begin each element with a dash", node.Position);
        return null;
    }

    protected abstract object Make(IEnumerable<object> items);

    // A wrong element keeps its place, so that the others keep their numbers.
    private object ReadItem(YamlNode node, string path, BindingContext context)
    {
        context.Report.Locate(path, node.Position);
        if (node is not YamlScalar { IsNull: true })
            return items.Read(node, path, context) ?? items.StandIn;
        context.Report.Error(path, "is empty; write something or remove it", node.Position);
        return items.StandIn;
    }
}
