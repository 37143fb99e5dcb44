using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Lapwing.Model;

namespace Lapwing.Storage.Blocks;

/// <summary>
/// The labels of the series of a block that is being written, each text and each label once. They have ids in the order they are met, and after
/// <see cref="Sort"/> their ranks instead. For one thread.
/// </summary>
internal sealed class LabelTable
{
    private readonly Dictionary<string, int> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Name, int Value), int> _labels = [];
    private readonly List<int> _labelsOfSeries = [];
    private readonly List<int> _ends = [0];

    public int Series => _ends.Count - 1;

    /// <summary>The texts in UTF-8, sorted by their bytes.</summary>
    public byte[][] Symbols { get; private set; } = [];

    /// <summary>The labels by the ranks of their texts, sorted by name and value.</summary>
    public (int Name, int Value)[] Labels { get; private set; } = [];

    /// <summary>The labels of a series, in the order of their names.</summary>
    public ReadOnlySpan<int> this[int series] => CollectionsMarshal.AsSpan(_labelsOfSeries)[_ends[series].._ends[series + 1]];

    /// <summary>Adds the next series.</summary>
    public void Add(Labels labels)
    {
        foreach (var (name, value) in labels.Pairs)
        {
            _labelsOfSeries.Add(IdOf(_labels, (IdOf(_symbols, name), IdOf(_symbols, value))));
        }

        _ends.Add(_labelsOfSeries.Count);
    }

    /// <summary>Sorts all; nothing is added any more. Returns the series in the order of their labels.</summary>
    public int[] Sort()
    {
        Debug.Assert(Symbols.Length == 0, "ids are replaced by ranks once");
        var symbolRanks = SortSymbols();
        var labelRanks = SortLabels(symbolRanks);
        foreach (ref var label in CollectionsMarshal.AsSpan(_labelsOfSeries))
        {
            label = labelRanks[label];
        }

        return Sorted(Series, (a, b) => this[a].SequenceCompareTo(this[b]));
    }

    private static int IdOf<T>(Dictionary<T, int> ids, T item)
        where T : notnull
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, item, out var isKnown);
        if (!isKnown)
            id = ids.Count - 1;
        return id;
    }

    private int[] SortSymbols()
    {
        var texts = new byte[_symbols.Count][];
        foreach (var (text, id) in _symbols)
        {
            texts[id] = Encoding.UTF8.GetBytes(text);
        }

        var order = Sorted(texts.Length, (a, b) => texts[a].AsSpan().SequenceCompareTo(texts[b]));
        Symbols = [.. order.Select(id => texts[id])];
        return RanksIn(order);
    }

    private int[] SortLabels(int[] symbolRanks)
    {
        var labels = new (int Name, int Value)[_labels.Count];
        foreach (var ((name, value), id) in _labels)
        {
            labels[id] = (symbolRanks[name], symbolRanks[value]);
        }

        var order = Sorted(labels.Length, (a, b) => labels[a].CompareTo(labels[b]));
        Labels = [.. order.Select(id => labels[id])];
        return RanksIn(order);
    }

    /// <summary>The numbers from 0 on in some order.</summary>
    private static int[] Sorted(int count, Comparison<int> comparison)
    {
        var order = Enumerable.Range(0, count).ToArray();
        Array.Sort(order, comparison);
        return order;
    }

    /// <summary>Where in an order each number stands.</summary>
    private static int[] RanksIn(int[] order)
    {
        var ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        return ranks;
    }
}
