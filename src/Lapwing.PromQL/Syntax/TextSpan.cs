namespace Lapwing.PromQL.Syntax;

/// <summary>A stretch of the parsed text, in UTF-16 units as .NET counts them.</summary>
/// <param name="Start">Offset of the first character, from 0.</param>
/// <param name="Length">Number of characters; 0 at the end of input.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Offset just behind the last character.</summary>
    public int End => Start + Length;

    internal static TextSpan Between(int start, int end) => new(start, end - start);

    internal ReadOnlySpan<char> Of(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
