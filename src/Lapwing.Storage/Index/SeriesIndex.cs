using System.Runtime.InteropServices;
using Lapwing.Model;

namespace Lapwing.Storage.Index;

/// <summary>The labels of all series of the head, and which series have them.</summary>
/// <remarks>
/// Safe for many threads. Adding, loading and removing take a lock of their own, one after the other; everything else reads without a lock, and sees
/// a series whole or not at all. A series is numbered once: the number of a removed one is never given again, and symbols keep theirs too.
/// </remarks>
internal sealed partial class SeriesIndex
{
    /// <summary>Series that a compaction copies at most while adding waits for it: half a millisecond.</summary>
    private const int LastSeries = 500;

    private readonly SeriesLimits _limits;
    private readonly Lock _growth = new();
    private readonly Lock _compaction = new(); // taken before _growth

    // Written under _growth, read by anybody.
    private IndexGeneration _generation = new();
    private int _live;

    // Under _growth.
    private readonly long[] _refused = new long[(int)SeriesOutcome.BrokenText + 1];
    private readonly List<int> _symbols = [];
    private List<int>? _removedWhileCompacting;

    public SeriesIndex(SeriesLimits limits) => _limits = limits;

    public IndexFigures Figures
    {
        get
        {
            lock (_growth)
            {
                var bytes = new IndexBytes(Generation.Symbols.Bytes, Generation.Pairs.Bytes, Generation.Postings.Bytes, Generation.SeriesBytes);
                return new(_live, Generation.Removed, SymbolCount, bytes, new(Refused(SeriesOutcome.TooManySeries),
                    Refused(SeriesOutcome.TooManyLabels), Refused(SeriesOutcome.NameTooLong), Refused(SeriesOutcome.ValueTooLong),
                    Refused(SeriesOutcome.BrokenText)));
            }
        }
    }

    private IndexGeneration Generation => Volatile.Read(ref _generation);

    /// <summary>Finds the series of these labels or adds it.</summary>
    public SeriesResult GetOrAdd(Labels labels)
    {
        if (TryFind(labels, out var series))
            return new(SeriesOutcome.Known, series);
        lock (_growth)
        {
            return TryFind(labels, out series) ? new(SeriesOutcome.Known, series) : Add_NeedsLock(labels);
        }
    }

    public bool TryFind(Labels labels, out SeriesRef series)
    {
        var isFound = Generation.TryFind(labels, out var index);
        series = new(index);
        return isFound;
    }

    /// <summary>The labels of a series; none once the memory of a removed one is given back.</summary>
    public Labels LabelsOf(SeriesRef series) => Generation.LabelsOf(series.Index);

    /// <summary>The series for which all matchers hold, ascending; without a matcher all.</summary>
    public SeriesRef[] Select(IReadOnlyList<LabelMatcher> matchers) =>
        MemoryMarshal.Cast<int, SeriesRef>(CollectionsMarshal.AsSpan(new IndexSnapshot(Generation).Select(matchers))).ToArray();

    /// <summary>The names of the labels of all series, in order.</summary>
    public IReadOnlyList<string> LabelNames()
    {
        var generation = Generation;
        return
        [
            .. Enumerable.Range(0, generation.Pairs.Names).Select(generation.Pairs.NameAt)
                .Where(name => generation.Pairs.PairsOf(name).Any(generation.Pairs.IsInUse))
                .Select(name => generation.Symbols[name]).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The values of a label of the series for which all matchers hold, in order.</summary>
    public IReadOnlyList<string> LabelValues(string name, IReadOnlyList<LabelMatcher> matchers)
    {
        var snapshot = new IndexSnapshot(Generation);
        if (matchers.Count == 0)
            return [.. snapshot.ValuesOf(name, "").Order(StringComparer.Ordinal)];
        var symbols = snapshot.Generation.Symbols;
        if (!symbols.TryFind(name, out var symbol))
            return [];
        var values = snapshot.Select(matchers).Select(series => snapshot.ValueOf(series, symbol)).Where(value => value >= 0).ToHashSet();
        return [.. values.Select(value => symbols[value]).Order(StringComparer.Ordinal)];
    }

    /// <summary>Removes series: they are no longer found. Their memory is given back by <see cref="Compact"/>.</summary>
    public void Remove(ReadOnlySpan<SeriesRef> series)
    {
        lock (_growth)
        {
            foreach (var one in series)
            {
                if (!_generation.Remove(one.Index))
                    continue;
                _live--;
                _removedWhileCompacting?.Add(one.Index);
            }
        }
    }

    /// <summary>
    /// Gives back the memory of removed series, by writing everything anew. Others may read, add and remove meanwhile. To be called when
    /// <see cref="IndexFigures.Removed"/> is a good part of all.
    /// </summary>
    public void Compact()
    {
        lock (_compaction)
        {
            var old = _generation;
            lock (_growth)
            {
                _removedWhileCompacting = [];
            }

            var fresh = new IndexGeneration();
            fresh.Reserve(Volatile.Read(ref _live));
            while (old.Count - fresh.Count > LastSeries)
            {
                fresh.Copy(old, fresh.Count, old.Count);
            }

            lock (_growth)
            {
                Replace_NeedsLock(old, fresh);
            }
        }
    }

    private void Replace_NeedsLock(IndexGeneration old, IndexGeneration fresh)
    {
        fresh.Copy(old, fresh.Count, old.Count);
        fresh.Symbols.SkipTo(old.Symbols.Count);
        foreach (var series in _removedWhileCompacting ?? [])
        {
            fresh.Remove(series);
        }

        fresh.Pairs.Mark();
        _removedWhileCompacting = null;
        Volatile.Write(ref _generation, fresh);
    }

    private SeriesResult Add_NeedsLock(Labels labels)
    {
        if (_live >= _limits.MaxSeries)
            return Refuse_NeedsLock(SeriesOutcome.TooManySeries, FastestGrowing_NeedsLock());
        if (_limits.Refuse(labels) is var (reason, label))
            return Refuse_NeedsLock(reason, label);

        _symbols.Clear();
        foreach (var (name, value) in labels.Pairs)
        {
            _symbols.Add(_generation.Symbols.GetOrAdd(name));
            _symbols.Add(_generation.Symbols.GetOrAdd(value));
        }

        return new(SeriesOutcome.Added, Add_NeedsLock(CollectionsMarshal.AsSpan(_symbols), labels.GetHashCode()));
    }

    private SeriesRef Add_NeedsLock(ReadOnlySpan<int> symbols, int hash)
    {
        var series = _generation.Count;
        _generation.Add(series, symbols, hash);

        // What grows in the second half of the way to the limit is what leads to it.
        if (++_live == _limits.MaxSeries / 2)
            _generation.Pairs.Mark();
        return new(series);
    }

    private string? FastestGrowing_NeedsLock() =>
        _generation.Pairs.FastestGrowing() is { } name ? _generation.Symbols[name] : null;

    private SeriesResult Refuse_NeedsLock(SeriesOutcome reason, string? label)
    {
        _refused[(int)reason]++;
        return new(reason, default, label);
    }

    private long Refused(SeriesOutcome reason) => _refused[(int)reason];
}
