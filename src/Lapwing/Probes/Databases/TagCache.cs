namespace Lapwing.Probes.Databases;

/// <summary>
/// The tags of one query by the values of its labels, kept from run to run. Not thread-safe: a query is read by one session.
/// </summary>
internal sealed class TagCache(string[] names)
{
    /// <summary>Label values that come and go (client addresses, say) would grow it for ever; beyond this it starts anew.</summary>
    private const int Capacity = 4 * RowReader.MaxRows;

    /// <summary>Stands between values of a key: a noncharacter, so no text holds it.</summary>
    private const char Separator = '\uFFFF';

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly string[] _values = new string[names.Length];
    private int _run;

    /// <summary>Begins an answer: all tags may occur again.</summary>
    public void BeginRun()
    {
        _run++;
        if (_entries.Count > Capacity)
            _entries.Clear();
    }

    /// <summary>The tags for these values; false when this answer had them already.</summary>
    public bool TryGet(ReadOnlySpan<object?> values, out Tags tags)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = ColumnValue.Label(values[i]);
        }

        var key = _values is [var only] ? only : string.Join(Separator, _values);
        if (!_entries.TryGetValue(key, out var entry))
            _entries[key] = entry = new(new([.. names.Zip(_values)]));
        tags = entry.Tags;
        var first = entry.Run != _run;
        entry.Run = _run;
        return first;
    }

    private sealed class Entry(Tags tags)
    {
        public Tags Tags { get; } = tags;

        public int Run { get; set; }
    }
}
