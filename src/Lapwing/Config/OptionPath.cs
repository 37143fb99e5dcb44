using System.Text.RegularExpressions;

namespace Lapwing.Config;

/// <summary>Writes the path of an option as errors show it: <c>apis[2].expect.body.json["$.status"]</c>.</summary>
internal static partial class OptionPath
{
    /// <summary>A longer key is cut: a path names a place, and need not carry a file's worth of text.</summary>
    private const int MaxKeyLength = 60;

    public static string Item(string path, int index) => $"{path}[{index}]";

    public static string Key(string path, string key)
    {
        if (!PlainKey.IsMatch(key))
            return $"{path}[{Quoted.Text(key, MaxKeyLength)}]";
        return path.Length == 0 ? key : $"{path}.{key}";
    }

    [GeneratedRegex(@"\A[\w-]{1,60}\z")]
    private static partial Regex PlainKey { get; }
}
