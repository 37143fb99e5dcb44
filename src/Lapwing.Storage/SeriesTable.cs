using System.Runtime.InteropServices;
using Lapwing.Model;
using Lapwing.Storage.Catalog;
using Lapwing.Storage.Files;
using Lapwing.Storage.Head;
using Lapwing.Storage.Index;

namespace Lapwing.Storage;

/// <summary>
/// Which series there are: their labels in the index, their places in the head, and both in the catalog, from which they come back at a restart
/// with the same numbers.
/// </summary>
/// <remarks>Safe for many threads. Known series are found without a lock; new ones come one after the other.</remarks>
internal sealed class SeriesTable : ICatalogSink, IDisposable
{
    private readonly HeadStore _head;
    private readonly SeriesIndex _index;
    private readonly Lock _append;
    private readonly Lock _growth = new();
    private readonly CatalogWriter _catalog;
    private readonly bool _isSynced;

    /// <summary>Series below this number are in the catalog.</summary>
    private int _logged;

    /// <param name="options">The bounds.</param>
    /// <param name="files">Where the catalog is.</param>
    /// <param name="head">Where the samples are.</param>
    /// <param name="append">Held by whoever writes to the head.</param>
    /// <exception cref="IOException">The catalog can be neither made nor read.</exception>
    public SeriesTable(StoreOptions options, IFileSystem files, HeadStore head, Lock append)
    {
        (_head, _append) = (head, append);
        _isSynced = options.Fsync.Mode != FsyncMode.Never;
        _index = new(new() { MaxSeries = options.MaxSeries });
        var folder = Path.Combine(options.Folder, "catalog");
        var found = CatalogReader.Recover(files, folder, this);
        foreach (var damage in found.Damage)
        {
            options.Warn($"the catalog of series is damaged: {damage}");
        }

        if (found.LostSeries > 0)
            options.Warn($"{found.LostSeries} series are lost with it; their samples in the write-ahead log cannot be read");
        _index.SkipTo(new(found.End.Series));
        _index.SkipToSymbol(found.End.Symbols);
        _catalog = new(files, folder, new(), found.End);
        _logged = found.End.Series;
    }

    public IndexFigures Figures => _index.Figures;

    /// <inheritdoc cref="SeriesStore.TryGetOrAdd"/>
    public bool TryGetOrAdd(Labels labels, out SeriesRef series, SeriesRef? beside)
    {
        if (TryGet(labels, out series))
            return true;
        lock (_growth)
        {
            var result = _index.GetOrAdd(labels);
            series = result.Series;
            if (result.Outcome == SeriesOutcome.Added)
                Add_NeedsLock(series, labels, beside);
            return !result.IsRefused;
        }
    }

    /// <summary>Finds the series of these labels.</summary>
    public bool TryGet(Labels labels, out SeriesRef series) => _index.TryFind(labels, out series) && series.Index < _head.Count;

    public Labels LabelsOf(SeriesRef series) => _index.LabelsOf(series);

    /// <summary>The series for which all matchers hold, ascending.</summary>
    public IEnumerable<SeriesRef> Select(IReadOnlyList<LabelMatcher> matchers)
    {
        // A series is found a moment before it has a place.
        var count = _head.Count;
        return _index.Select(matchers).TakeWhile(series => series.Index < count);
    }

    /// <summary>
    /// Sees to it that the catalog has a series, and all below it, before samples of it are logged: on the disk, for if a power cut took the series
    /// but left the samples, they would be taken for those of a later one.
    /// </summary>
    /// <exception cref="IOException">It could not be written; the next call tries again.</exception>
    public void Log(SeriesRef series)
    {
        if (series.Index < Volatile.Read(ref _logged))
            return;
        lock (_growth)
        {
            if (series.Index < _logged)
                return;
            _catalog.Flush();
            if (_isSynced)
                _catalog.Sync();
            Volatile.Write(ref _logged, _catalog.End.Series);
        }
    }

    public void Dispose() => _catalog.Dispose();

    void ICatalogSink.OnSymbol(int id, ReadOnlySpan<byte> utf8)
    {
        _index.SkipToSymbol(id);
        _index.AddSymbol(utf8);
    }

    void ICatalogSink.OnSeries(int number, ReadOnlySpan<LabelRef> labels, int group, int column)
    {
        _index.SkipTo(new(number));
        _index.Add(MemoryMarshal.Cast<LabelRef, int>(labels));
        _head.Restore(new(number), group, column);
    }

    private void Add_NeedsLock(SeriesRef series, Labels labels, SeriesRef? beside)
    {
        while (_catalog.End.Symbols < _index.SymbolCount)
        {
            _catalog.AddSymbol(_index.Utf8Of(_catalog.End.Symbols));
        }

        Place place;
        lock (_append)
        {
            place = _head.Add(series, beside);
        }

        Span<int> symbols = stackalloc int[2 * labels.Count];
        _index.SymbolsOf(series, symbols);
        _catalog.AddSeries(MemoryMarshal.Cast<int, LabelRef>(symbols), place.Group.Number, place.Column);
    }
}
