using System.Text;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Blocks;

/// <summary>The texts of an index, numbered in the order of their bytes. Any number of threads may read.</summary>
/// <exception cref="InvalidDataException">Of every method: the index is broken there.</exception>
internal sealed class BlockSymbols(IndexFile file)
{
    private readonly StringCache _texts = new();

    public int Count => file.Count(IndexSection.SymbolOffsets);

    public ReadOnlySpan<byte> this[int symbol] => file.Entry(IndexSection.Symbols, IndexSection.SymbolOffsets, symbol);

    public string TextOf(int symbol) => _texts.TryGet(symbol, out var text) ? text : _texts.Add(symbol, Encoding.UTF8.GetString(this[symbol]));

    /// <summary>The number of a text; -1 where it is none of them.</summary>
    public int Find(string text)
    {
        var at = FirstFrom(text, out var isEqual);
        return isEqual ? at : -1;
    }

    /// <summary>The first that is not before a text; <see cref="Count"/> where all are.</summary>
    public int FirstFrom(string text) => FirstFrom(text, out _);

    private int FirstFrom(string text, out bool isEqual)
    {
        Span<byte> room = stackalloc byte[256];
        ReadOnlySpan<byte> utf8 = Encoding.UTF8.TryGetBytes(text, room, out var length) ? room[..length] : Encoding.UTF8.GetBytes(text);
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (this[middle].SequenceCompareTo(utf8) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        isEqual = low < Count && this[low].SequenceEqual(utf8);
        return low;
    }
}
