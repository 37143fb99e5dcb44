using Lapwing.Config.Binding.Formats;
using Lapwing.Config.Validation;
using Lapwing.Config.Values;
using Lapwing.Config.Yaml;

namespace Lapwing.Config.Binding;

/// <summary>Makes the value of an option out of a node. Readers are built from types, once, and hold no state.</summary>
internal abstract class OptionReader
{
    /// <summary>What takes the place of a value that is required and wrong, so that the checks of everything else can go on.</summary>
    public abstract object StandIn { get; }

    /// <summary>The value; null when the node holds none that can be used, which is then reported.</summary>
    public abstract object? Read(YamlNode node, string path, BindingContext context);

    /// <summary>The reader of values of <paramref name="type"/> that must satisfy <paramref name="checks"/>.</summary>
    public static OptionReader For(Type type, IReadOnlyList<CheckAttribute> checks)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarFormats.For(type) is { } format)
            return new ScalarReader(format, checks);
        if (!type.IsGenericType)
            return new RecordReader(RecordShape.Of(type));
        var item = type.GenericTypeArguments[0];
        return (OptionReader)(type.GetGenericTypeDefinition() == typeof(ValueList<>)
            ? Activator.CreateInstance(typeof(ListReader<>).MakeGenericType(item), For(item, checks))
            : Activator.CreateInstance(typeof(MapReader<>).MakeGenericType(item), For(item, checks), checks))!;
    }
}
