using Lapwing.Config.Binding.Formats;

namespace Lapwing.Config.Validation;

/// <summary>The least and the most that an option may be, both as they are written in the file.</summary>
/// <param name="min">The least value allowed.</param>
/// <param name="max">The most allowed; null for no bound.</param>
internal sealed class WithinAttribute(string min, string? max = null) : CheckAttribute
{
    public string Min => min;

    public string? Max => max;

    public override string? Check(object value, ScalarFormat format)
    {
        var tooSmall = Compare(value, format.Read(min)) < 0;
        if (!tooSmall && (max is null || Compare(value, format.Read(max)) <= 0))
            return null;
        return max is null ? $"is less than {min}, the least allowed" : $"is out of range; write {min} to {max}";
    }

    private static int Compare(object value, object? bound) => ((IComparable)value).CompareTo(bound);
}
