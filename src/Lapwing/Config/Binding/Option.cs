using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lapwing.Config.Validation;

namespace Lapwing.Config.Binding;

/// <summary>One option of a record: an init property, written in the file as its name in snake_case.</summary>
internal sealed class Option(PropertyInfo property)
{
    public PropertyInfo Property { get; } = property;

    public string Key { get; } = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    public bool IsRequired { get; } = property.IsDefined(typeof(RequiredMemberAttribute));

    public IReadOnlyList<CheckAttribute> Checks { get; } = [.. property.GetCustomAttributes<CheckAttribute>()];

    public OptionReader Reader => field ??= OptionReader.For(Property.PropertyType, Checks);
}
