using System.Collections;
using System.Runtime.CompilerServices;

namespace Lapwing.Config.Values;

/// <summary>
/// An immutable list that is equal to another with equal elements, so that records of configuration compare by what was written.
/// </summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
internal sealed class ValueList<T>(T[] items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    public static readonly ValueList<T> Empty = new([]);

    public int Count => items.Length;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(ValueList<T>? other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override string ToString() => $"[{string.Join(", ", items)}]";

    public override int GetHashCode() => items.Aggregate(items.Length, HashCode.Combine);
}

/// <summary>Makes collection expressions of <see cref="ValueList{T}"/> work.</summary>
internal static class ValueList
{
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
