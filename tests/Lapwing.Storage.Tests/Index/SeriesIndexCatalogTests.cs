using CsCheck;
using Lapwing.Model;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

public sealed class SeriesIndexCatalogTests
{
    private static readonly SeriesLimits NoLimits = new() { MaxValueLength = int.MaxValue };

    [Fact]
    public void An_index_comes_back_from_symbols_and_numbers() => SomeLabels.Any.List[0, 100].Sample(series =>
    {
        var index = new SeriesIndex(NoLimits);
        foreach (var labels in series)
        {
            index.GetOrAdd(labels);
        }

        var again = Reload(index);

        Assert.Equal((index.Count, index.SymbolCount), (again.Count, again.SymbolCount));
        Assert.All(series, labels => Assert.Equal((SeriesOutcome.Known, Find(index, labels)), (again.GetOrAdd(labels).Outcome, Find(again, labels))));
        Assert.All(Enumerable.Range(0, index.Count), one => Assert.Equal(index.LabelsOf(new(one)), again.LabelsOf(new(one))));
    }, iter: 200);

    [Fact]
    public void Numbers_stay_over_compactions_and_restarts()
    {
        var index = new SeriesIndex(NoLimits);
        var pods = Enumerable.Range(0, 6).Select(i => Labels.From(("pod", $"{i}"))).ToArray();
        Assert.All(pods, pod => index.GetOrAdd(pod));
        index.Remove([new(0), new(3), new(5)]);
        index.Compact();
        index.GetOrAdd(pods[3]);

        var again = Reload(index);

        Assert.Equal([1, 2, 4, 6], again.Select([]).Select(series => series.Index));
        Assert.Equal(new(6), Find(again, pods[3]));
        Assert.Equal((index.Count, index.SymbolCount), (again.Count, again.SymbolCount));
    }

    [Fact]
    public void A_symbol_that_was_forgotten_and_came_again_is_one_text()
    {
        var index = new SeriesIndex(NoLimits);
        foreach (var text in new[] { "a", "pod", "z", "pod" })
        {
            index.AddSymbol(System.Text.Encoding.UTF8.GetBytes(text));
        }

        Assert.Equal(new(0), index.Add([0, 2, 1, 2]));
        Assert.Equal(new(1), index.Add([3, 2]));
        Assert.Equal(new(1), index.Add([1, 2]));
        Assert.Equal(4, index.SymbolCount);
        Assert.Equal(2, index.Select([new("pod", MatchOperator.Equal, "z")]).Length);
    }

    /// <summary>As a catalog does: every symbol, then every series that is there.</summary>
    private static SeriesIndex Reload(SeriesIndex index)
    {
        var again = new SeriesIndex(NoLimits);
        again.Reserve(index.Count);
        for (var symbol = 0; symbol < index.SymbolCount; symbol++)
        {
            Assert.Equal(symbol, again.AddSymbol(index.Utf8Of(symbol)));
        }

        var symbols = new int[2 * SomeLabels.Names.Length];
        foreach (var series in index.Select([]))
        {
            again.SkipTo(series);
            Assert.Equal(series, again.Add(symbols.AsSpan(0, index.SymbolsOf(series, symbols))));
        }

        return again;
    }

    private static SeriesRef? Find(SeriesIndex index, Labels labels) => index.TryFind(labels, out var series) ? series : null;
}
