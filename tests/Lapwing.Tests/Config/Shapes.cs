using Lapwing.Config;
using Lapwing.Config.Binding;

namespace Lapwing.Tests.Config;

/// <summary>Every record that options stand in, found as the reader of files finds them.</summary>
internal static class Shapes
{
    public static IReadOnlyList<RecordShape> All() => [.. Within(RecordShape.Of(typeof(LapwingConfig)))];

    private static IEnumerable<RecordShape> Within(RecordShape shape) =>
        [shape, .. shape.Options.SelectMany(option => Within(option.Reader))];

    private static IEnumerable<RecordShape> Within(OptionReader reader) => reader switch
    {
        RecordReader record => Within(record.Shape),
        ListReader list => Within(list.Items),
        MapReader map => Within(map.Values),
        _ => [],
    };
}
