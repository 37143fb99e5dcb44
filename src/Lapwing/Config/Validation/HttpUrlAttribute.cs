using Lapwing.Config.Binding.Formats;

namespace Lapwing.Config.Validation;

/// <summary>A whole address, http or https, where the option itself is a secret.</summary>
internal sealed class HttpUrlAttribute : TextCheckAttribute
{
    private static readonly UrlFormat Format = new();

    protected override string? CheckText(string text) => Format.Read(text) is null ? Format.Complaint : null;
}
