namespace Lapwing.Config.Validation;

/// <summary>What may be sent as the value of an HTTP header: one line of ASCII.</summary>
internal sealed class HeaderValueAttribute : TextCheckAttribute
{
    protected override string? CheckText(string text) =>
        text.All(c => c is '\t' or (>= ' ' and <= '~')) ? null : "holds a line break, a control character or a letter outside ASCII, which a header cannot carry";
}
