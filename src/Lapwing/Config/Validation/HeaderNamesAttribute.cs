namespace Lapwing.Config.Validation;

/// <summary>A map whose keys are names of HTTP headers.</summary>
internal sealed class HeaderNamesAttribute : CheckAttribute
{
    public override string? CheckKey(string key) => HttpTokenAttribute.IsToken(key) ? null : "is not a name for a header; write one such as Accept";
}
