namespace Lapwing.Config.Validation;

/// <summary>A path that an operating system could have, wildcards or not.</summary>
internal sealed class PathTextAttribute : TextCheckAttribute
{
    /// <summary>PATH_MAX of Linux. Looking for a pattern takes time in proportion to its length.</summary>
    private const int MaxLength = 4096;

    protected override string? CheckText(string text) => text switch
    {
        { Length: > MaxLength } => $"is longer than {MaxLength} characters, the most that a path may have",
        _ when text.Contains('\0') => "holds a NUL character, which no path can have",
        _ => null,
    };
}
