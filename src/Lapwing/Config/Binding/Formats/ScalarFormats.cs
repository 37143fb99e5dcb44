using Lapwing.Config.Values;
using Lapwing.Storage;

namespace Lapwing.Config.Binding.Formats;

/// <summary>Finds the format of a type.</summary>
internal static class ScalarFormats
{
    private static readonly Dictionary<Type, ScalarFormat> Known = new()
    {
        [typeof(string)] = new TextFormat(),
        [typeof(Secret)] = new SecretFormat(),
        [typeof(bool)] = new BooleanFormat(),
        [typeof(int)] = new IntegerFormat(),
        [typeof(double)] = new NumberFormat(),
        [typeof(TimeSpan)] = new DurationFormat(),
        [typeof(ByteSize)] = new SizeFormat(),
        [typeof(StatusRange)] = new StatusFormat(),
        [typeof(Uri)] = new UrlFormat(),
        [typeof(FsyncPolicy)] = new FsyncFormat(),
    };

    /// <summary>The format of values of <paramref name="type"/>; null when they are not scalars.</summary>
    public static ScalarFormat? For(Type type) => type.IsEnum
        ? (ScalarFormat)Activator.CreateInstance(typeof(ChoiceFormat<>).MakeGenericType(type))!
        : Known.GetValueOrDefault(type);
}
