using System.Runtime.InteropServices;

namespace Lapwing.Storage.Blocks;

/// <summary>The labels of an index, names with values, sorted by both. Any number of threads may read.</summary>
/// <exception cref="InvalidDataException">Of every method: the index is broken there.</exception>
internal sealed class BlockLabels(IndexFile file, BlockSymbols symbols)
{
    public ReadOnlySpan<LabelEntry> All => MemoryMarshal.Cast<byte, LabelEntry>(file[IndexSection.Labels]);

    public LabelEntry this[long number] =>
        number >= 0 && number < All.Length ? All[(int)number] : throw new InvalidDataException($"label {number} of {All.Length} is wanted");

    /// <summary>The label of a name and a value; none, with no series, where no series has it.</summary>
    public LabelEntry Find(string name, string value)
    {
        var (nameSymbol, valueSymbol) = (symbols.Find(name), symbols.Find(value));
        if (nameSymbol < 0 || valueSymbol < 0)
            return default;
        var at = FirstFrom(nameSymbol, valueSymbol);
        return at < All.Length && All[at].Name == nameSymbol && All[at].Value == valueSymbol ? All[at] : default;
    }

    /// <summary>The labels of a name: from one to before another.</summary>
    public (int From, int To) Of(string name)
    {
        var symbol = symbols.Find(name);
        return symbol < 0 ? (0, 0) : (FirstFrom(symbol, 0), FirstFrom(symbol + 1, 0));
    }

    /// <summary>The names, in order of their bytes.</summary>
    public IReadOnlyList<string> Names()
    {
        var names = new List<string>();
        var last = -1;
        foreach (var label in All)
        {
            if (label.Name == last)
                continue;
            names.Add(symbols.TextOf(label.Name));
            last = label.Name;
        }

        return names;
    }

    /// <summary>The values of a name that begin with a prefix, in order of their bytes.</summary>
    public IEnumerable<string> ValuesOf(string name, string prefix)
    {
        // Half a character has no bytes of its own: what begins with the rest is looked through.
        var whole = prefix is [.., var last] && char.IsHighSurrogate(last) ? prefix[..^1] : prefix;
        var (from, to) = Of(name);
        from = whole.Length == 0 || from == to ? from : FirstFrom(All[from].Name, symbols.FirstFrom(whole));
        for (; from < to; from++)
        {
            var value = symbols.TextOf(All[from].Value);
            if (!value.StartsWith(whole, StringComparison.Ordinal))
                yield break;
            if (value.StartsWith(prefix, StringComparison.Ordinal))
                yield return value;
        }
    }

    /// <summary>The first label that is not before a name with a value.</summary>
    private int FirstFrom(int name, int value)
    {
        var labels = All;
        var (low, high) = (0, labels.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if ((labels[middle].Name, labels[middle].Value).CompareTo((name, value)) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
