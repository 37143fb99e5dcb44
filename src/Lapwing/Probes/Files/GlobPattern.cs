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
        var segments = new List<GlobSegment>();
        foreach (var segment in parts[wild..].Where(part => part is not ("" or ".")).Select(part => new GlobSegment(part)))
        {
            // Twice any depth is any depth.
            if (!segment.IsAnyDepth || segments is not [.., { IsAnyDepth: true }])
                segments.Add(segment);
        }

        if (segments[^1].IsAnyDepth)
            segments.Add(new("*"));

        _segments = [.. segments];
        var start = new List<int>();
        Add(start, 0);
        Start = [.. start];
    }

    /// <summary>The folder that all matches lie below; the search begins there.</summary>
    public string Root { get; }

    /// <summary>The states in <see cref="Root"/>, from low to high, as they always are.</summary>
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
            {
                if (!isLink && !GlobSegment.IsHidden(name))
                    Add(next, state);
            }
            else if (state + 1 < _segments.Length && _segments[state].IsMatch(name))
            {
                Add(next, state + 1);
            }
        }

        return [.. next];
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

    /// <summary>Adds a state, and the one behind it that is reached without a name where <c>**</c> may stand for no folder.</summary>
    private void Add(List<int> states, int state)
    {
        // What is added is never lower than what was added before, but may be the same.
        if (states is [.., var last] && state <= last)
            return;

        states.Add(state);
        if (_segments[state].IsAnyDepth)
            states.Add(state + 1);
    }
}
