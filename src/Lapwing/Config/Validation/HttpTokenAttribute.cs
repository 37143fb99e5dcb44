using System.Buffers;

namespace Lapwing.Config.Validation;

/// <summary>A word of HTTP, such as a method.</summary>
internal sealed class HttpTokenAttribute : TextCheckAttribute
{
    private static readonly SearchValues<char> Legal =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Legal);

    protected override string? CheckText(string text) => IsToken(text) ? null : "is not a method of HTTP; write one such as GET or POST";
}
