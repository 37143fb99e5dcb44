using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Lapwing.Model;

/// <summary>
/// The identity of a series: an immutable set of label names and values, sorted by name (ordinal), each name once and no value empty,
/// since Prometheus' data model makes an empty value and an absent label the same. The hash is computed once.
/// </summary>
public sealed class Labels : IEquatable<Labels>
{
    /// <summary>The label that holds the name of the metric.</summary>
    public const string MetricName = "__name__";

    public static readonly Labels Empty = new([]);

    private readonly KeyValuePair<string, string>[] _pairs;
    private readonly int _hash;

    private Labels(KeyValuePair<string, string>[] sortedPairs)
        : this(sortedPairs, HashOf(sortedPairs))
    {
    }

    private Labels(KeyValuePair<string, string>[] sortedPairs, int hash)
    {
        _pairs = sortedPairs;
        _hash = hash;
    }

    /// <summary>Builds a set from pairs in any order. Of a name given twice the last value holds; an empty value removes the name.</summary>
    public static Labels From(params IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
        {
            sorted[name] = value;
        }

        return new([.. sorted.Where(pair => pair.Value.Length > 0)]);
    }

    /// <inheritdoc cref="From(IEnumerable{KeyValuePair{string, string}})"/>
    public static Labels From(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        var list = new List<KeyValuePair<string, string>>(pairs.Length);
        foreach (var (name, value) in pairs)
        {
            list.Add(new(name, value));
        }

        return From(list);
    }

    /// <summary>Takes over pairs as a set holds them: sorted by name, each name once, no value empty. For who keeps labels in a form of his own.</summary>
    /// <param name="sortedPairs">The pairs; nobody else changes them any more.</param>
    /// <param name="hash">A <see cref="HashCode"/> of the hashes of each name and value, in their order.</param>
    internal static Labels FromSorted(KeyValuePair<string, string>[] sortedPairs, int hash)
    {
        Debug.Assert(hash == HashOf(sortedPairs), "the hash by which equal sets find each other");
        return sortedPairs.Length == 0 ? Empty : new(sortedPairs, hash);
    }

    /// <inheritdoc cref="FromSorted(KeyValuePair{string, string}[], int)"/>
    internal static Labels FromSorted(KeyValuePair<string, string>[] sortedPairs) => sortedPairs.Length == 0 ? Empty : new(sortedPairs);

    public int Count => _pairs.Length;

    /// <summary>The value of a label; empty where the label is absent.</summary>
    public string this[string name] => TryGet(name, out var value) ? value : "";

    /// <summary>The value of <c>__name__</c>; empty where there is none.</summary>
    public string Name => this[MetricName];

    public ReadOnlySpan<KeyValuePair<string, string>> Pairs => _pairs;

    public bool TryGet(string name, [NotNullWhen(true)] out string? value)
    {
        // Sets are small (a dozen at most in practice): a scan beats a binary search.
        foreach (var (key, found) in _pairs)
        {
            if (key == name)
            {
                value = found;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>This set with one label added, replaced, or (by an empty value) removed.</summary>
    public Labels With(string name, string value) => From([.. _pairs, new(name, value)]);

    public Labels Without(string name) => TryGet(name, out _) ? new([.. _pairs.Where(pair => pair.Key != name)]) : this;

    public bool Equals(Labels? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && HasPairsOf(other));

    public override bool Equals(object? obj) => Equals(obj as Labels);

    public override int GetHashCode() => _hash;

    /// <summary>In PromQL's notation: <c>up{source="api", target="orders"}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Name);
        var separator = "{";
        foreach (var (name, value) in _pairs)
        {
            if (name == MetricName)
                continue;
            text.Append(separator).Append(name).Append("=\"");
            foreach (var c in value)
            {
                _ = c switch
                {
                    '\\' => text.Append("\\\\"),
                    '"' => text.Append("\\\""),
                    '\n' => text.Append("\\n"),
                    _ => text.Append(c),
                };
            }

            text.Append('"');
            separator = ", ";
        }

        if (separator == ", ")
            text.Append('}');
        return text.Length == 0 ? "{}" : text.ToString();
    }

    // Pairs do not compare themselves: as spans they are boxed, which takes 728 bytes for seven labels and more than twice as long.
    private bool HasPairsOf(Labels other)
    {
        if (_pairs.Length != other._pairs.Length)
            return false;
        for (var i = 0; i < _pairs.Length; i++)
        {
            if (_pairs[i].Value != other._pairs[i].Value || _pairs[i].Key != other._pairs[i].Key)
                return false;
        }

        return true;
    }

    private static int HashOf(KeyValuePair<string, string>[] pairs)
    {
        var hash = new HashCode();
        foreach (var (name, value) in pairs)
        {
            hash.Add(name.GetHashCode());
            hash.Add(value.GetHashCode());
        }

        return hash.ToHashCode();
    }
}
