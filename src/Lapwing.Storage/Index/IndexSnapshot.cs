using System.Text;
using Lapwing.Model;

namespace Lapwing.Storage.Index;

/// <summary>The series that a generation had at an instant, for one selection: what is added meanwhile is not seen by halves.</summary>
internal sealed class IndexSnapshot(IndexGeneration generation) : IPostingsIndex
{
    private readonly int _count = generation.Count;

    public IndexGeneration Generation => generation;

    /// <summary>The series for which all matchers hold and that are not removed, ascending.</summary>
    public List<int> Select(IReadOnlyList<LabelMatcher> matchers)
    {
        var series = Selection.Of(this, matchers);
        if (generation.Removed > 0)
            series.RemoveWhere(one => !generation.Has(one));
        return series;
    }

    public int CountOf(string name, string value) => TryFind(name, value, out var pair) ? generation.Postings.CountOf(pair) : 0;

    public void AppendPostings(string name, string value, List<int> series)
    {
        // Removed ones too: if it left them out, one that is removed after it was found would not be among those to be excluded.
        if (TryFind(name, value, out var pair))
            generation.Postings.CopyTo(pair, _count, series);
    }

    public void AppendAll(List<int> series)
    {
        series.EnsureCapacity(series.Count + _count);
        for (var one = 0; one < _count; one++)
        {
            if (generation.Has(one))
                series.Add(one);
        }
    }

    public int CountOfValues(string name) => generation.Symbols.TryFind(name, out var symbol) ? generation.Pairs.ValuesOf(symbol) : 0;

    public IEnumerable<string> ValuesOf(string name, string prefix)
    {
        if (!generation.Symbols.TryFind(name, out var symbol))
            yield break;
        var start = Encoding.UTF8.GetBytes(prefix);
        foreach (var pair in generation.Pairs.PairsOf(symbol))
        {
            var value = generation.Pairs[pair].Value;
            if (generation.Pairs.IsInUse(pair) && generation.Symbols.Utf8Of(value).StartsWith(start))
                yield return generation.Symbols[value];
        }
    }

    public void Keep(List<int> series, string name, Func<string, bool> isWanted)
    {
        const int Absent = -1;
        var symbol = generation.Symbols.TryFind(name, out var found) ? found : Absent;
        var verdicts = new Dictionary<int, bool> { [Absent] = isWanted("") };
        series.RemoveWhere(one =>
        {
            var value = symbol == Absent ? Absent : ValueOf(one, symbol);
            if (!verdicts.TryGetValue(value, out var isKept))
                verdicts[value] = isKept = isWanted(generation.Symbols[value]);
            return !isKept;
        });
    }

    /// <summary>The symbol of the value that a series has of a label; -1 where it lacks it.</summary>
    public int ValueOf(int series, int name)
    {
        for (var record = generation.PairsOf(series); record.Next(out var pair);)
        {
            var label = generation.Pairs[pair];
            if (label.Name == name)
                return label.Value;
        }

        return -1;
    }

    private bool TryFind(string name, string value, out int pair)
    {
        pair = 0;
        return generation.Symbols.TryFind(name, out var nameSymbol) && generation.Symbols.TryFind(value, out var valueSymbol)
            && generation.Pairs.TryFind(nameSymbol, valueSymbol, out pair);
    }
}
