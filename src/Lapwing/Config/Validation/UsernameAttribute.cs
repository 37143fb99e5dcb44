namespace Lapwing.Config.Validation;

/// <summary>A user of HTTP basic authentication, which ends the user at the first colon (RFC 7617).</summary>
internal sealed class UsernameAttribute : TextCheckAttribute
{
    protected override string? CheckText(string text) => text.Contains(':') ? "holds a colon, which basic authentication cannot carry" : null;
}
