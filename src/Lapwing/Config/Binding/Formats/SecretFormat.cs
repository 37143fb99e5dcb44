using Lapwing.Config.Values;

namespace Lapwing.Config.Binding.Formats;

/// <summary>Any text, but one that no message may show.</summary>
internal sealed class SecretFormat : ScalarFormat<Secret>
{
    public override string Complaint => "is not a text; write one";

    public override IReadOnlyList<string> JsonTypes => ["string", "number", "boolean"];

    public override bool MayShow(string text) => false;

    protected override bool TryRead(string text, out Secret value)
    {
        value = new(text);
        return true;
    }
}
