using Lapwing.Storage.Chunks;
using Lapwing.Storage.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Catalog;

/// <summary>
/// Reads a catalog from its beginning to its end, and counts what of it is lost. Allocates nothing for a symbol or series. For one thread.
/// </summary>
internal sealed class CatalogReader
{
    private readonly ICatalogSink _sink;
    private readonly SeriesDelta _series = new();
    private readonly LostNumbers _lostSymbols = new();
    private int _nextSymbol;
    private int _nextSeries;
    private long _lostSeries;
    private int _strangeRecords;

    private CatalogReader(ICatalogSink sink) => _sink = sink;

    /// <summary>
    /// Reads the catalog that an earlier process left, and clears away what it did not bring to an end. No writer may be at work.
    /// </summary>
    /// <exception cref="WalException">It cannot be read.</exception>
    public static CatalogReport Recover(IFileSystem files, string folder, ICatalogSink sink)
    {
        var generation = CatalogFolder.Find(files, folder);
        CatalogFolder.Clean(files, folder, generation);
        return Read(files, folder, generation, sink);
    }

    /// <summary>Reads a generation of a catalog that no writer is at work on.</summary>
    /// <exception cref="WalException">It cannot be read.</exception>
    public static CatalogReport Read(IFileSystem files, string folder, int generation, ICatalogSink sink)
    {
        var reader = new CatalogReader(sink);
        var log = WalReader.Recover(files, CatalogFolder.PathOf(folder, generation), new(1, 0));
        while (log.MoveNext())
        {
            reader.Read(log.Type, log.Payload);
        }

        return new(new(generation, reader._nextSymbol, reader._nextSeries), log.Damage)
        {
            LostSymbols = reader._lostSymbols.Count,
            LostSeries = reader._lostSeries,
            StrangeRecords = reader._strangeRecords,
        };
    }

    private void Read(byte type, ReadOnlySpan<byte> payload)
    {
        try
        {
            var record = new ByteReader(payload);
            var first = record.Count(CatalogRecord.MaxFirst);
            if (type == CatalogRecord.Symbols)
                ReadSymbols(ref record, first);
            else if (type == CatalogRecord.Series)
                ReadSeries(ref record, first);
            else
                _strangeRecords++;
        }
        catch (InvalidDataException)
        {
            _strangeRecords++;
        }
    }

    private void ReadSymbols(ref ByteReader record, int first)
    {
        for (var id = first; !record.Rest.IsEmpty; id++)
        {
            var symbol = record.Bytes(record.Count(CatalogRecord.MaxSymbolSize));
            // A record whose append failed may stand in the log all the same, and before the one that succeeded.
            if (id < _nextSymbol)
                continue;
            _lostSymbols.Add(_nextSymbol, id);
            _nextSymbol = id + 1;
            _sink.OnSymbol(id, symbol);
        }
    }

    private void ReadSeries(ref ByteReader record, int first)
    {
        _series.Reset();
        for (var number = first; !record.Rest.IsEmpty; number++)
        {
            _series.Read(ref record);
            if (number < _nextSeries)
                continue;
            _lostSeries += number - _nextSeries;
            _nextSeries = number + 1;
            if (AreKnown(_series.Labels))
                _sink.OnSeries(number, _series.Labels, _series.Group, _series.Column);
            else
                _lostSeries++;
        }
    }

    private bool AreKnown(ReadOnlySpan<LabelRef> labels)
    {
        foreach (var label in labels)
        {
            if (!IsKnown(label.Name) || !IsKnown(label.Value))
                return false;
        }

        return true;
    }

    private bool IsKnown(int symbol) => symbol < _nextSymbol && (_lostSymbols.Count == 0 || !_lostSymbols.Contains(symbol));
}
