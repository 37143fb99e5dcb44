using System.Runtime.InteropServices;
using Lapwing.Model;

namespace Lapwing.Storage.Index;

/// <summary>What a <see cref="SeriesIndex"/> holds between two compactions. Of a series it keeps the numbers of its pairs, as varints.</summary>
/// <remarks>
/// One writer at a time; any number of readers meanwhile, without a lock. Of a series first everything else is written, then <see cref="Count"/>
/// and then the place where its labels are found: whoever learns of it finds it whole.
/// </remarks>
internal sealed class IndexGeneration
{
    private readonly HashSlots _slots = new();
    private readonly PagedBytes _records = new();

    // The address of a series' record, negative once it is removed, 0 where there is none.
    private readonly PagedArray<int> _places = new();
    private int _count;
    private int _removed;

    // The writer's workplace.
    private int[] _pairs = new int[16];
    private byte[] _record = new byte[128];

    public SymbolTable Symbols { get; } = new();

    public LabelPairs Pairs { get; } = new();

    public PostingsLists Postings { get; } = new();

    /// <summary>Numbers of series given out.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Series removed that still take memory.</summary>
    public int Removed => Volatile.Read(ref _removed);

    /// <summary>Bytes of the labels of series, and of the table by which they are found.</summary>
    public long SeriesBytes => _records.Bytes + _places.Bytes + _slots.Bytes;

    /// <summary>Whether a series is there and not removed.</summary>
    public bool Has(int series) => Volatile.Read(in _places[series]) > 0;

    public bool TryFind(Labels labels, out int series)
    {
        var probe = _slots.Find(labels.GetHashCode());
        while (probe.Next(out series))
        {
            if (Is(series, labels.Pairs))
                return true;
        }

        return false;
    }

    public bool TryFind(ReadOnlySpan<int> symbols, int hash, out int series)
    {
        var probe = _slots.Find(hash);
        while (probe.Next(out series))
        {
            if (Is(series, symbols))
                return true;
        }

        return false;
    }

    /// <summary>The hash of <see cref="Labels"/> with these names and values.</summary>
    public int HashOf(ReadOnlySpan<int> symbols)
    {
        var hash = new HashCode();
        foreach (var symbol in symbols)
        {
            hash.Add(Symbols.HashOf(symbol));
        }

        return hash.ToHashCode();
    }

    public RecordReader PairsOf(int series) =>
        Math.Abs(_places[series]) is > 0 and var address ? new(_records[address]) : default;

    public Labels LabelsOf(int series)
    {
        var record = PairsOf(series);
        var pairs = new KeyValuePair<string, string>[record.Left];
        var hash = new HashCode();
        for (var i = 0; record.Next(out var pair); i++)
        {
            var (name, value) = Pairs[pair];
            pairs[i] = new(Symbols[name], Symbols[value]);
            hash.Add(Symbols.HashOf(name));
            hash.Add(Symbols.HashOf(value));
        }

        return Labels.FromSorted(pairs, hash.ToHashCode());
    }

    /// <summary>Adds a series that is not there, under a number greater than all before.</summary>
    public void Add(int series, ReadOnlySpan<int> symbols, int hash)
    {
        var pairs = Pair(symbols);
        _places.At(series) = Write(pairs);
        foreach (var pair in pairs)
        {
            Pairs.Count(pair, 1);
            Postings.Append(pair, series);
        }

        Volatile.Write(ref _count, series + 1);
        _slots.Add(hash, series);
    }

    /// <summary>Removes a series, if it is there. Its labels can still be read by who knows its number.</summary>
    public bool Remove(int series)
    {
        if (!Has(series))
            return false;
        var hash = new HashCode();
        for (var record = PairsOf(series); record.Next(out var pair);)
        {
            var (name, value) = Pairs[pair];
            hash.Add(Symbols.HashOf(name));
            hash.Add(Symbols.HashOf(value));
            Pairs.Count(pair, -1);
        }

        _slots.Remove(hash.ToHashCode(), series);
        ref var place = ref _places.At(series);
        Volatile.Write(ref place, -place);
        Volatile.Write(ref _removed, _removed + 1);
        return true;
    }

    /// <summary>Adds what another generation has of a range of series, under their numbers.</summary>
    public void Copy(IndexGeneration other, int from, int to)
    {
        var symbols = new List<int>();
        for (var series = from; series < to; series++)
        {
            if (!other.Has(series))
                continue;
            symbols.Clear();
            for (var record = other.PairsOf(series); record.Next(out var pair);)
            {
                var (name, value) = other.Pairs[pair];
                symbols.AddRange([name, value]);
                Symbols.Copy(other.Symbols, name);
                Symbols.Copy(other.Symbols, value);
            }

            var numbers = CollectionsMarshal.AsSpan(symbols);
            Add(series, numbers, HashOf(numbers));
        }

        SkipTo(to);
    }

    /// <summary>Gives out no number below this one.</summary>
    public void SkipTo(int count) => Volatile.Write(ref _count, Math.Max(_count, count));

    /// <summary>Makes room for so many series in one go.</summary>
    public void Reserve(int series) => _slots.Reserve(series);

    private bool Is(int series, ReadOnlySpan<KeyValuePair<string, string>> labels)
    {
        var record = PairsOf(series);
        if (record.Left != labels.Length)
            return false;
        foreach (ref readonly var label in labels)
        {
            record.Next(out var pair);
            var (name, value) = Pairs[pair];
            if (!Symbols.Is(value, label.Value) || !Symbols.Is(name, label.Key))
                return false;
        }

        return true;
    }

    private bool Is(int series, ReadOnlySpan<int> symbols)
    {
        var record = PairsOf(series);
        if (record.Left * 2 != symbols.Length)
            return false;
        for (var i = 0; record.Next(out var pair); i += 2)
        {
            if (Pairs[pair] != (symbols[i], symbols[i + 1]))
                return false;
        }

        return true;
    }

    private ReadOnlySpan<int> Pair(ReadOnlySpan<int> symbols)
    {
        if (_pairs.Length < symbols.Length / 2)
            _pairs = new int[symbols.Length];
        for (var i = 0; i < symbols.Length; i += 2)
        {
            _pairs[i / 2] = Pairs.GetOrAdd(symbols[i], symbols[i + 1]);
        }

        return _pairs.AsSpan(0, symbols.Length / 2);
    }

    private int Write(ReadOnlySpan<int> pairs)
    {
        if (_record.Length < (pairs.Length + 1) * Varint.MaxSize)
            _record = new byte[(pairs.Length + 1) * Varint.MaxSize * 2];
        var length = Varint.Write(_record, (uint)pairs.Length);
        foreach (var pair in pairs)
        {
            length += Varint.Write(_record.AsSpan(length), (uint)pair);
        }

        var address = _records.Allocate(length);
        _record.AsSpan(0, length).CopyTo(_records[address]);
        return address;
    }

    /// <summary>Reads the pairs of a series, in the order of their names.</summary>
    public ref struct RecordReader
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private int _at;

        public RecordReader(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes;
            Left = (int)Varint.Read(bytes, ref _at);
        }

        /// <summary>Pairs still to be read.</summary>
        public int Left { get; private set; }

        public bool Next(out int pair)
        {
            pair = Left > 0 ? (int)Varint.Read(_bytes, ref _at) : 0;
            return Left-- > 0;
        }
    }
}
