using System.Diagnostics.CodeAnalysis;

namespace Lapwing.Config.Binding.Formats;

/// <summary>Any text; numbers and words such as <c>yes</c> are texts too where one belongs.</summary>
internal sealed class TextFormat : ScalarFormat<string>
{
    public override string Complaint => "is not a text; write one";

    public override IReadOnlyList<string> JsonTypes => ["string", "number", "boolean"];

    public override object StandIn => "";

    protected override bool TryRead(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return true;
    }
}
