using System.Text.RegularExpressions;

namespace Lapwing.Config.Binding;

/// <summary>
/// Replaces <c>${NAME}</c> by a variable of the environment and <c>${file:path}</c> by the text of a file without its last newline;
/// <c>$${</c> writes <c>${</c>. What is put in is never looked at again, neither for YAML nor for more to replace.
/// </summary>
/// <param name="environment">A variable's value, or null where it is not set.</param>
/// <param name="directory">Where relative paths begin: the folder of the configuration file.</param>
internal sealed partial class Substitution(Func<string, string?> environment, string directory)
{
    /// <summary>A secret or a certificate is some kilobytes.</summary>
    private const int MaxFileBytes = 1 << 20;

    /// <summary>Most characters put in altogether, as many as a configuration file may have.</summary>
    private const int MaxCharacters = 16 << 20;

    private readonly Dictionary<string, (string? Text, string? Problem)> _files = [];
    private long _characters;

    /// <summary>The text with everything replaced; each thing that cannot be is told to <paramref name="complain"/>.</summary>
    public string Replace(string text, Action<string> complain)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
            return text;
        var replaced = Reference.Replace(text, match => Resolve(match, complain));
        _characters += replaced.Length;
        if (_characters <= MaxCharacters)
            return replaced;
        complain($"would make all replaced texts longer than {MaxCharacters} characters together");
        return "";
    }

    private string Resolve(Match match, Action<string> complain)
    {
        if (match.Value == "$${")
            return "${";
        var (value, problem) = !match.Value.EndsWith('}')
            ? (null, "is not closed by }; write $${ for a literal ${")
            : match.Groups["path"] is { Success: true } path ? ReadFile(path.Value) : ReadVariable(match.Groups["name"].Value);
        if (problem is not null)
            complain($"{Quoted.Text(match.Value)} {problem}");
        return value ?? "";
    }

    private (string? Value, string? Problem) ReadVariable(string name) => !Name.IsMatch(name)
        ? (null, "is neither ${NAME} nor ${file:path}; write $${ for a literal ${")
        : environment(name) is { } value ? (value, null)
        : (null, $"names a variable that is not set; set {name} in the environment");

    private (string? Value, string? Problem) ReadFile(string path)
    {
        var full = Path.Combine(directory, path);
        if (!_files.TryGetValue(full, out var file))
        {
            var (text, problem) = BoundedFile.ReadText(full, MaxFileBytes);
            _files[full] = file = (text is null ? null : LastNewline.Replace(text, ""), problem is null ? null : $"names a file that {problem}");
        }

        return file;
    }

    [GeneratedRegex(@"\$\$\{|\$\{(?:file:(?<path>[^}]*)|(?<name>[^}]*))\}?")]
    private static partial Regex Reference { get; }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Name { get; }

    [GeneratedRegex(@"\r?\n\z")]
    private static partial Regex LastNewline { get; }
}
