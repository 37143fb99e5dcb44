using System.Reflection;
using System.Text.Json.Serialization;

namespace Lapwing.Config.Binding.Formats;

/// <summary>
/// One of a few words: the names of an enum in lower case, or what <see cref="JsonStringEnumMemberNameAttribute"/> gives in their place.
/// </summary>
internal sealed class ChoiceFormat<T> : ScalarFormat<T>
    where T : struct, Enum
{
    private static readonly OrderedDictionary<string, T> Words = new(
        Enum.GetValues<T>().Select(value => KeyValuePair.Create(Word(value), value)), StringComparer.Ordinal);

    public override string Complaint => $"is not one of {string.Join(", ", Words.Keys)}";

    public override IReadOnlyList<string> JsonTypes => ["string", "number"];

    public override IReadOnlyList<string> Choices => [.. Words.Keys];

    public override string Pattern => $"^({string.Join('|', Words.Keys.Select(word => word.Replace(".", "\\.")))})$";

    protected override bool TryRead(string text, out T value) => Words.TryGetValue(text, out value);

    public override string Write(T value) => Word(value);

    private static string Word(T value)
    {
        var name = Enum.GetName(value)!;
        var written = typeof(T).GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>();
        return written?.Name ?? name.ToLowerInvariant();
    }
}
