using System.Diagnostics.CodeAnalysis;

namespace Lapwing.Config.Binding.Formats;

/// <summary>A whole address, http or https, without user and password: those would be shown wherever the address is.</summary>
internal sealed class UrlFormat : ScalarFormat<Uri>
{
    public override string Complaint => "is not an http or https URL without user and password; write https://host/path";

    public override object StandIn => new Uri("http://invalid.invalid/");

    public override string Pattern => "^https?://";

    // A password may stand before the @.
    public override bool MayShow(string text) => !text.Contains('@');

    protected override bool TryRead(string text, [MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value)
        && value.Scheme is "http" or "https"
        && value is { UserInfo: "", Host.Length: > 0 };

    public override string Write(Uri value) => value.AbsoluteUri;
}
