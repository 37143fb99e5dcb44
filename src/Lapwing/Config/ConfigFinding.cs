namespace Lapwing.Config;

/// <summary>Something to say about a place in a configuration file, printed as <c>lapwing.yml:12:7: apis[2].expect.status: …</c>.</summary>
/// <param name="File">Name of the file, as it was given.</param>
/// <param name="Position">Where in the file; null when it is about the file as a whole.</param>
/// <param name="Path">The option, such as <c>apis[2].expect.status</c>; empty at the root.</param>
/// <param name="Message">What was found and what would be right. Free of secrets.</param>
internal abstract record ConfigFinding(string File, Position? Position, string Path, string Message)
{
    public sealed override string ToString()
    {
        var place = Position is null ? File : $"{File}:{Position}";
        return Path.Length == 0 ? $"{place}: {Message}" : $"{place}: {Path}: {Message}";
    }
}

/// <summary>A mistake: the file is not used.</summary>
internal sealed record ConfigError(string File, Position? Position, string Path, string Message)
    : ConfigFinding(File, Position, Path, Message);

/// <summary>Something that has no effect, or not the one meant, though the file is used.</summary>
internal sealed record ConfigWarning(string File, Position? Position, string Path, string Message)
    : ConfigFinding(File, Position, Path, Message);

/// <summary>A place in a text; the first line and the first column are 1.</summary>
internal readonly record struct Position(int Line, int Column) : IComparable<Position>
{
    public int CompareTo(Position other) => (Line, Column).CompareTo((other.Line, other.Column));

    public override string ToString() => $"{Line}:{Column}";
}
