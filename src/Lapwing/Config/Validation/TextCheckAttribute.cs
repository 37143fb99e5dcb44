using Lapwing.Config.Binding.Formats;
using Lapwing.Config.Values;

namespace Lapwing.Config.Validation;

/// <summary>A condition on a text, secret or not.</summary>
internal abstract class TextCheckAttribute : CheckAttribute
{
    public sealed override string? Check(object value, ScalarFormat format) =>
        CheckText(value is Secret secret ? secret.Reveal() : (string)value);

    protected abstract string? CheckText(string text);
}
