namespace Lapwing.Storage.Catalog;

/// <summary>Adds to another catalog those series of one that are kept, with their symbols, groups and columns numbered as they come.</summary>
internal sealed class KeptSeries(CatalogWriter writer, Func<int, bool> isKept) : ICatalogSink
{
    /// <summary>A few records; more would only take memory.</summary>
    private const int SeriesAFlush = 4096;

    private readonly Dictionary<int, byte[]> _symbols = [];
    private readonly Dictionary<int, int> _ids = [];
    private readonly Dictionary<int, (int Number, int Columns)> _groups = [];
    private readonly Dictionary<int, int> _numbers = [];
    private LabelRef[] _labels = [];

    public CatalogEnd End => writer.End;

    /// <summary>The new numbers of those kept, by their old ones.</summary>
    public IReadOnlyDictionary<int, int> Numbers => _numbers;

    public void OnSymbol(int id, ReadOnlySpan<byte> utf8) => _symbols[id] = utf8.ToArray();

    public void OnSeries(int number, ReadOnlySpan<LabelRef> labels, int group, int column)
    {
        if (!isKept(number))
            return;
        if (_labels.Length < labels.Length)
            _labels = new LabelRef[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            _labels[i] = new(IdOf(labels[i].Name), IdOf(labels[i].Value));
        }

        var (newGroup, newColumn) = PlaceIn(group);
        _numbers[number] = writer.AddSeries(_labels.AsSpan(0, labels.Length), newGroup, newColumn);
        if (_numbers.Count % SeriesAFlush == 0)
            writer.Flush();
    }

    private int IdOf(int symbol)
    {
        if (!_ids.TryGetValue(symbol, out var id))
            _ids[symbol] = id = writer.AddSymbol(_symbols[symbol]);
        return id;
    }

    /// <summary>A place in a group: behind those that were kept of it before.</summary>
    private (int Group, int Column) PlaceIn(int group)
    {
        var (number, columns) = _groups.GetValueOrDefault(group, (_groups.Count, 0));
        _groups[group] = (number, columns + 1);
        return (number, columns);
    }
}
