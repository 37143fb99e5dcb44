using Lapwing.Model;

namespace Lapwing.Storage.Index;

/// <summary>What a catalog on disk keeps of the index, and gives back to it at a restart: symbols and series by their numbers.</summary>
internal sealed partial class SeriesIndex
{
    /// <summary>Numbers of series given out.</summary>
    public int Count => Generation.Count;

    /// <summary>Numbers of symbols given out. Read after <see cref="Count"/>, it is beyond all symbols of the series counted.</summary>
    public int SymbolCount => Generation.Symbols.Count;

    /// <summary>The text of a symbol; empty once a compaction found no series with it.</summary>
    public ReadOnlySpan<byte> Utf8Of(int symbol) => Generation.Symbols.Utf8Of(symbol);

    /// <summary>The symbols of a series: names and values in turn, sorted by name. Returns how many; 0 where there is no such series.</summary>
    /// <param name="series">Which.</param>
    /// <param name="symbols">Room for two a label.</param>
    public int SymbolsOf(SeriesRef series, Span<int> symbols)
    {
        var generation = Generation;
        var count = 0;
        for (var record = generation.PairsOf(series.Index); record.Next(out var pair);)
        {
            (symbols[count], symbols[count + 1]) = generation.Pairs[pair];
            count += 2;
        }

        return count;
    }

    /// <summary>Makes room for so many series, so that loading them moves nothing.</summary>
    public void Reserve(int series)
    {
        lock (_growth)
        {
            _generation.Reserve(series);
        }
    }

    /// <summary>Loads the next symbol, and returns its number: dense from 0. All symbols of a series come before it.</summary>
    /// <exception cref="InvalidDataException">It is no UTF-8.</exception>
    public int AddSymbol(ReadOnlySpan<byte> utf8)
    {
        lock (_growth)
        {
            return _generation.Symbols.Load(utf8);
        }
    }

    /// <summary>Loads the next series, whatever the limits. One that is there already keeps its number.</summary>
    /// <param name="symbols">Its names and values in turn, sorted by name (ordinal), each name once, no value empty.</param>
    public SeriesRef Add(ReadOnlySpan<int> symbols)
    {
        lock (_growth)
        {
            symbols = _generation.Symbols.Resolve(symbols, _symbols);
            var hash = _generation.HashOf(symbols);
            return _generation.TryFind(symbols, hash, out var known) ? new(known) : Add_NeedsLock(symbols, hash);
        }
    }

    /// <summary>Gives out no number of a series below this one, in place of series that were removed before.</summary>
    public void SkipTo(SeriesRef series)
    {
        lock (_growth)
        {
            _generation.SkipTo(series.Index);
        }
    }
}
