using System.Text.RegularExpressions;

namespace Lapwing.Config.Validation;

/// <summary>A map whose keys are names of labels.</summary>
/// <param name="reserved">Names that Lapwing gives values to itself.</param>
internal sealed partial class LabelNamesAttribute(params string[] reserved) : CheckAttribute
{
    public override string? CheckKey(string key)
    {
        if (!Legal.IsMatch(key))
            return "is not a name for a label; write letters, digits and _, the first no digit";
        return reserved.Contains(key) ? "is a label that Lapwing sets itself; choose another name" : null;
    }

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex Legal { get; }
}
