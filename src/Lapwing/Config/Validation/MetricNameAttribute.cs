using System.Text.RegularExpressions;
using Lapwing.Model;

namespace Lapwing.Config.Validation;

/// <summary>A name for a metric of the user's own.</summary>
internal sealed partial class MetricNameAttribute : TextCheckAttribute
{
    protected override string? CheckText(string text)
    {
        if (!Legal.IsMatch(text))
            return "is not a name for a metric; write letters, digits, _ and :, the first no digit";
        return SourceNames.All.Any(source => source.HeadlineMetric == text) ? "is a metric that Lapwing makes itself; choose another name" : null;
    }

    [GeneratedRegex(@"\A[a-zA-Z_:][a-zA-Z0-9_:]*\z")]
    private static partial Regex Legal { get; }
}
