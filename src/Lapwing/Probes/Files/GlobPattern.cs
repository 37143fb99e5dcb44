namespace Lapwing.Probes.Files;

/// <summary>
/// A path with wildcards, as <see cref="GlobSegment"/> explains them, and <c>**</c> for any depth. <c>**</c> does not go through symbolic
/// links to folders, so a loop of links cannot catch it, nor into hidden folders; a pattern that ends in it means all files below.
/// </summary>
/// <remarks>
/// Matching goes by states: the indexes of the segments that the next name on the way down may match. So a folder is looked at once,
/// however many <c>**</c> there are.
/// </remarks>
internal sealed class GlobPattern
{
    private static readonly char[] Separators = OperatingSystem.IsWindows() ? ['/', '\\'] : ['/'];

    private readonly GlobSegment[] _segments;

    public GlobPattern(string pattern)
    {
        var parts = pattern.Split(Separators);
        var wild = Array.FindIndex(parts, IsPattern);
        var root = string.Join(Path.DirectorySeparatorChar, parts[..wild]);
        Root = Path.GetFullPath(wild == 0 ? "." : root is "" ? Path.DirectorySeparatorChar.ToString() : root);
        var segments = parts[wild..].Where(part => part is not ("" or ".")).Select(part => new GlobSegment(part)).ToList();
        if (segments[^1].IsAnyDepth)
            segments.Add(new("*"));

        _segments = [.. segments];
        Start = Enter([0]);
    }

    /// <summary>The folder that all matches lie below; the search begins there.</summary>
    public string Root { get; }

    /// <summary>The states in <see cref="Root"/>.</summary>
    public int[] Start { get; }

    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?', '[');

    /// <summary>The only name that can match in these states; null when there may be several.</summary>
    public string? OnlyName(int[] states) => states is [var only] ? _segments[only].Literal : null;

    /// <summary>Whether a file of this name, in a folder with these states, is meant.</summary>
    public bool IsFile(int[] states, ReadOnlySpan<char> name) => states[^1] == _segments.Length - 1 && _segments[^1].IsMatch(name);

    /// <summary>The states in a folder of this name; empty when nothing in it can match.</summary>
    public int[] Descend(int[] states, ReadOnlySpan<char> name, bool isLink)
    {
        var next = new List<int>(states.Length + 1);
        foreach (var state in states)
        {
            if (_segments[state].IsAnyDepth)
                AddOnce(next, state, !isLink && !GlobSegment.IsHidden(name));
            else
                AddOnce(next, state + 1, state + 1 < _segments.Length && _segments[state].IsMatch(name));
        }

        return Enter(next);
    }

    /// <summary>Whether the pattern means this full path. Links are taken for folders.</summary>
    public bool IsMatch(string path)
    {
        var relative = Path.GetRelativePath(Root, path).Split(Separators);
        var states = Start;
        foreach (var folder in relative.AsSpan(..^1))
        {
            states = Descend(states, folder, isLink: false);
            if (states.Length == 0)
                return false;
        }

        return IsFile(states, relative[^1]);
    }

    /// <summary>Adds the states that can be reached without a name, for <c>**</c> may stand for no folder. Sorted.</summary>
    private int[] Enter(List<int> states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            AddOnce(states, states[i] + 1, _segments[states[i]].IsAnyDepth);
        }

        states.Sort();
        return [.. states];
    }

    private static void AddOnce(List<int> states, int state, bool condition)
    {
        if (condition && !states.Contains(state))
            states.Add(state);
    }
}
