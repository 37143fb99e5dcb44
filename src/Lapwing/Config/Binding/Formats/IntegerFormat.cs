using System.Globalization;

namespace Lapwing.Config.Binding.Formats;

/// <summary>A whole number.</summary>
internal sealed class IntegerFormat : ScalarFormat<int>
{
    public override string Complaint => "is not a whole number; write one such as 3";

    public override IReadOnlyList<string> JsonTypes => ["integer"];

    public override string Pattern => "^-?[0-9]+$";

    protected override bool TryRead(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
