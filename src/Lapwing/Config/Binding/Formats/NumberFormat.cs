using System.Globalization;

namespace Lapwing.Config.Binding.Formats;

/// <summary>A number, finite.</summary>
internal sealed class NumberFormat : ScalarFormat<double>
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public override string Complaint => "is not a number; write one such as 2 or 1.5";

    public override IReadOnlyList<string> JsonTypes => ["number"];

    public override string Pattern => "^-?[0-9.]+([eE][+-]?[0-9]+)?$";

    protected override bool TryRead(string text, out double value) =>
        double.TryParse(text, Styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
