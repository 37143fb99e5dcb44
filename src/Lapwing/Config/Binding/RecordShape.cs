using System.Collections.Concurrent;
using System.Reflection;

namespace Lapwing.Config.Binding;

/// <summary>The options that a record has.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Shapes = new();

    private RecordShape(Type type)
    {
        Type = type;
        Options =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanWrite)
                .Select(property => new Option(property)),
        ];
    }

    public Type Type { get; }

    public IReadOnlyList<Option> Options { get; }

    public static RecordShape Of(Type type) => Shapes.GetOrAdd(type, static type => new(type));

    /// <summary>The option written as <paramref name="key"/>.</summary>
    public Option? Find(string key) => Options.FirstOrDefault(option => option.Key == key);

    /// <summary>A record of defaults; what is required is not there.</summary>
    public object Create() => Activator.CreateInstance(Type)!;
}
