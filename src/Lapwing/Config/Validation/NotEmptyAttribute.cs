namespace Lapwing.Config.Validation;

/// <summary>A text with something in it.</summary>
internal sealed class NotEmptyAttribute : TextCheckAttribute
{
    protected override string? CheckText(string text) => string.IsNullOrWhiteSpace(text) ? "is empty; write something or leave the option out" : null;
}
