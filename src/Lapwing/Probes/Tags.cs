namespace Lapwing.Probes;

/// <summary>
/// Names and values that tell measurements of one metric apart, in a fixed order. Probes keep the ones they use in static fields or from
/// run to run: ingest then recognises a series by comparing one reference.
/// </summary>
internal readonly struct Tags : IEquatable<Tags>
{
    private readonly KeyValuePair<string, string>[]? _pairs;

    public Tags(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        _pairs = new KeyValuePair<string, string>[pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            _pairs[i] = new(pairs[i].Name, pairs[i].Value);
        }
    }

    public ReadOnlySpan<KeyValuePair<string, string>> Pairs => _pairs;

    public bool Equals(Tags other) => ReferenceEquals(_pairs, other._pairs) || Pairs.SequenceEqual(other.Pairs);

    public override bool Equals(object? obj) => obj is Tags other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var pair in Pairs)
        {
            hash.Add(pair);
        }

        return hash.ToHashCode();
    }
}
