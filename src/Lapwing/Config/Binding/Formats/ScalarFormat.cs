using System.Diagnostics.CodeAnalysis;

namespace Lapwing.Config.Binding.Formats;

/// <summary>
/// How values of one type are written. To add a type: a class here that derives from <see cref="ScalarFormat{T}"/>, and one line in
/// <see cref="ScalarFormats"/>.
/// </summary>
internal abstract class ScalarFormat
{
    /// <summary>What a wrong text is not, and what to write instead: "is not a duration; write 300ms, 5s or 1h30m".</summary>
    public abstract string Complaint { get; }

    /// <summary>Takes the place of a value that is required and wrong, so that the checks of everything else can go on.</summary>
    public abstract object StandIn { get; }

    /// <summary>The types of JSON Schema that what is written may have in YAML, the usual one first.</summary>
    public virtual IReadOnlyList<string> JsonTypes => ["string"];

    /// <summary>A regular expression (of JSON Schema) that every text which may be written matches; null for any text.</summary>
    public virtual string? Pattern => null;

    /// <summary>The words to choose from; none where there are too many to list.</summary>
    public virtual IReadOnlyList<string> Choices => [];

    /// <summary>The value that a text stands for; null when it stands for none.</summary>
    public abstract object? Read(string text);

    /// <summary>The text that stands for a value: what <see cref="Read"/> reads.</summary>
    public abstract string Write(object value);

    /// <summary>Whether a message may show a text that was written for such a value.</summary>
    public virtual bool MayShow(string text) => true;
}

/// <inheritdoc/>
internal abstract class ScalarFormat<T> : ScalarFormat
    where T : notnull
{
    public override object StandIn => default(T)!;

    public sealed override object? Read(string text) => TryRead(text, out var value) ? value : null;

    public sealed override string Write(object value) => Write((T)value);

    /// <inheritdoc cref="ScalarFormat.Write"/>
    public virtual string Write(T value) => FormattableString.Invariant($"{value}");

    protected abstract bool TryRead(string text, [MaybeNullWhen(false)] out T value);
}
