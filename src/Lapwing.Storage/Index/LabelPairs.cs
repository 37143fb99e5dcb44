namespace Lapwing.Storage.Index;

/// <summary>Each name of a label together with each of its values, as one number, from 0.</summary>
/// <remarks>One writer at a time; any number of readers meanwhile, without a lock.</remarks>
internal sealed class LabelPairs
{
    private readonly PagedArray<Pair> _pairs = new();
    private readonly PagedArray<Name> _names = new();
    private readonly PagedArray<int> _nameOfSymbol = new();
    private readonly HashSlots _slots = new();
    private int _count;
    private int _nameCount;

    public int Names => Volatile.Read(ref _nameCount);

    public long Bytes => _pairs.Bytes + _names.Bytes + _nameOfSymbol.Bytes + _slots.Bytes;

    /// <summary>The symbols of a pair.</summary>
    public (int Name, int Value) this[int pair]
    {
        get
        {
            ref readonly var found = ref _pairs[pair];
            return (found.Name, found.Value);
        }
    }

    public bool TryFind(int name, int value, out int pair)
    {
        var probe = _slots.Find(HashOf(name, value));
        while (probe.Next(out pair))
        {
            if (this[pair] == (name, value))
                return true;
        }

        return false;
    }

    public int GetOrAdd(int name, int value)
    {
        if (TryFind(name, value, out var pair))
            return pair;
        pair = _count++;
        ref var owner = ref NameOf(name);
        _pairs.At(pair) = new() { Name = name, Value = value, Next = owner.First };
        owner.Values++;
        Volatile.Write(ref owner.First, pair + 1);
        _slots.Add(HashOf(name, value), pair);
        return pair;
    }

    /// <summary>Counts a series that begins or ends to have a pair.</summary>
    public void Count(int pair, int series) => _pairs.At(pair).Series += series;

    /// <summary>Whether a series has it.</summary>
    public bool IsInUse(int pair) => Volatile.Read(in _pairs[pair].Series) > 0;

    /// <summary>The symbol of the n-th name.</summary>
    public int NameAt(int index) => _names[index].Symbol;

    /// <summary>How many values a name has had.</summary>
    public int ValuesOf(int name) => _nameOfSymbol[name] is > 0 and var at ? _names[at - 1].Values : 0;

    /// <summary>The pairs of a name, the youngest first.</summary>
    public IEnumerable<int> PairsOf(int name)
    {
        var index = _nameOfSymbol[name] - 1;
        if (index < 0)
            yield break;
        for (var next = Volatile.Read(in _names[index].First); next != 0; next = _pairs[next - 1].Next)
        {
            yield return next - 1;
        }
    }

    /// <summary>Begins to measure from here on which name gains most values. For the writer.</summary>
    public void Mark()
    {
        for (var i = 0; i < _nameCount; i++)
        {
            ref var name = ref _names.At(i);
            name.Marked = name.Values;
        }
    }

    /// <summary>The symbol of the name that gained most values since the mark; null where there is no name. For the writer.</summary>
    public int? FastestGrowing() => _nameCount == 0
        ? null
        : NameAt(Enumerable.Range(0, _nameCount).MaxBy(i => (_names[i].Values - _names[i].Marked, _names[i].Values)));

    private ref Name NameOf(int symbol)
    {
        var at = _nameOfSymbol[symbol];
        if (at == 0)
        {
            at = _nameCount + 1;
            _names.At(_nameCount).Symbol = symbol;
            _nameOfSymbol.At(symbol) = at;
            Volatile.Write(ref _nameCount, at);
        }

        return ref _names.At(at - 1);
    }

    /// <summary>The upper half of a product with 2^64 by the golden ratio spreads numbers that follow each other evenly.</summary>
    private static int HashOf(int name, int value) => (int)(((((ulong)name << 32) ^ (ulong)value) * 0x9E3779B97F4A7C15) >> 32);

    private struct Pair
    {
        public int Name;
        public int Value;

        /// <summary>The next older pair of the name plus one.</summary>
        public int Next;

        public int Series;
    }

    private struct Name
    {
        public int Symbol;

        /// <summary>The youngest pair plus one.</summary>
        public int First;

        public int Values;
        public int Marked;
    }
}
