namespace Lapwing.Config;

/// <summary>Collects what there is to say about one file while it is read, and remembers where its options stand.</summary>
internal sealed class ConfigReport(string file)
{
    /// <summary>More errors than this tell nobody anything, and a file made to be wrong everywhere must not fill the memory.</summary>
    private const int MaxErrors = 1000;

    private readonly Dictionary<string, Position> _positions = [];
    private readonly Dictionary<string, ConfigError> _errors = [];
    private readonly HashSet<string> _wrong = [];
    private readonly List<ConfigWarning> _warnings = [];

    public bool HasErrors => _errors.Count > 0;

    /// <summary>The errors in the order of the file.</summary>
    public IReadOnlyList<ConfigError> Errors => [.. _errors.Values.OrderBy(error => error.Position)];

    public IReadOnlyList<ConfigWarning> Warnings => [.. _warnings.OrderBy(warning => warning.Position)];

    /// <summary>Remembers where an option stands, so that an error found later can say so.</summary>
    public void Locate(string path, Position position) => _positions[path] = position;

    /// <summary>Reports an error at an option. Of several at one option only the first counts: the others follow from it.</summary>
    public void Error(string path, string message, Position? at = null)
    {
        if (_errors.Count == MaxErrors || !_errors.TryAdd(path, new(file, at ?? Find(path), path, message)))
            return;
        foreach (var around in WithAround(path))
        {
            _wrong.Add(around);
        }
    }

    /// <summary>Reports something at an option that a person should know, though the file is used.</summary>
    public void Warn(string path, string message, Position? at = null) => _warnings.Add(new(file, at ?? Find(path), path, message));

    /// <summary>Whether an option, or one within it, has an error.</summary>
    public bool HasErrorsIn(string path) => _wrong.Contains(path);

    // An option that was left out stands where the closest one around it stands.
    private Position? Find(string path)
    {
        foreach (var around in WithAround(path))
        {
            if (_positions.TryGetValue(around, out var position))
                return position;
        }

        return null;
    }

    // apis[2].expect.status, apis[2].expect, apis[2], apis and the root.
    private static IEnumerable<string> WithAround(string path)
    {
        while (path.Length > 0)
        {
            yield return path;
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }

        yield return "";
    }
}
