namespace Lapwing.Config.Binding.Formats;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class BooleanFormat : ScalarFormat<bool>
{
    public override string Complaint => "is neither true nor false; write one of them";

    public override IReadOnlyList<string> JsonTypes => ["boolean"];

    public override string Pattern => "^([Tt]rue|[Ff]alse)$";

    protected override bool TryRead(string text, out bool value) => bool.TryParse(text, out value);

    public override string Write(bool value) => value ? "true" : "false";
}
