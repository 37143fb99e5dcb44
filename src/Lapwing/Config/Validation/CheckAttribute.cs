using Lapwing.Config.Binding.Formats;

namespace Lapwing.Config.Validation;

/// <summary>
/// A condition on the value of one option, written at its property. At a list it is a condition on each element, at a map on each entry.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class CheckAttribute : Attribute
{
    /// <summary>
    /// What is wrong, to be read after the value and free of it: "is not …; write …". Null when nothing is.
    /// </summary>
    public virtual string? Check(object value, ScalarFormat format) => null;

    /// <summary>The same for the key of an entry of a map.</summary>
    public virtual string? CheckKey(string key) => null;
}
