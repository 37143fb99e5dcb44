using Lapwing.Storage.Chunks;
using Lapwing.Storage.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Catalog;

/// <summary>
/// Adds to a catalog: the log of which series there are. What is added waits in memory until <see cref="Flush"/>, and has its number at once.
/// One caller at a time, but for <see cref="Sync"/>, which any thread may call.
/// </summary>
/// <remarks>
/// The log of the samples may refer to a series when <see cref="Flush"/> has returned; before that log is brought to the disk, so is this one.
/// A power cut may take the end of this log and yet leave samples that refer to it. So whoever has read both begins here with
/// <see cref="CatalogEnd.Series"/> above all that the samples refer to: else they would be taken for those of other series the next time.
/// </remarks>
internal sealed class CatalogWriter : IDisposable
{
    private readonly WalWriter _log;
    private readonly PendingRecords _symbols = new(CatalogRecord.Symbols);
    private readonly PendingRecords _series = new(CatalogRecord.Series);
    private readonly SeriesDelta _delta = new();

    /// <param name="files">Where it is.</param>
    /// <param name="folder">The folder of the catalog.</param>
    /// <param name="options">Those of its log.</param>
    /// <param name="end">Where it goes on: <see cref="CatalogReport.End"/>, or above.</param>
    /// <exception cref="IOException">The folder can be neither made nor read.</exception>
    public CatalogWriter(IFileSystem files, string folder, WalOptions options, CatalogEnd end)
        : this(new WalWriter(files, CatalogFolder.PathOf(folder, end.Generation), options), end)
    {
    }

    /// <summary>Owns the log.</summary>
    internal CatalogWriter(WalWriter log, CatalogEnd end) => (_log, End) = (log, end);

    /// <summary>The numbers of what is added next.</summary>
    public CatalogEnd End { get; private set; }

    /// <summary>Adds a string that labels may have.</summary>
    /// <param name="utf8">Up to <see cref="CatalogRecord.MaxSymbolSize"/> bytes.</param>
    /// <returns>Its id.</returns>
    public int AddSymbol(ReadOnlySpan<byte> utf8)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(utf8.Length, CatalogRecord.MaxSymbolSize);
        var id = End.Symbols;
        _ = _symbols.TryBegin(id);
        var entry = new ByteWriter(_symbols.Room(sizeof(int) + utf8.Length));
        entry.Varint((ulong)utf8.Length);
        utf8.CopyTo(entry.Reserve(utf8.Length));
        _symbols.Add(entry.Length);
        End = End with { Symbols = id + 1 };
        return id;
    }

    /// <summary>Adds a series.</summary>
    /// <param name="labels">Its labels in any order, up to <see cref="CatalogRecord.MaxLabels"/>, of symbols that were added.</param>
    /// <param name="group">The group of series that it is sampled with.</param>
    /// <param name="column">Where it stands in that group.</param>
    /// <returns>Its number.</returns>
    public int AddSeries(ReadOnlySpan<LabelRef> labels, int group, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels.Length, CatalogRecord.MaxLabels);
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        var number = End.Series;
        if (_series.TryBegin(number))
            _delta.Reset();
        var entry = new ByteWriter(_series.Room(SeriesDelta.MaxSize(labels.Length)));
        _delta.Write(ref entry, labels, group, column);
        _series.Add(entry.Length);
        End = End with { Series = number + 1 };
        return number;
    }

    /// <summary>Hands to the kernel what was added: it outlives this process.</summary>
    /// <exception cref="IOException">Some of it was not appended; the next call tries again.</exception>
    public void Flush()
    {
        _symbols.Flush(_log);
        _series.Flush(_log);
    }

    /// <summary>Brings to the disk what was flushed before the call. See <see cref="WalWriter.Sync"/>.</summary>
    public void Sync() => _log.Sync();

    /// <summary>Closes the files. What was not flushed is gone.</summary>
    public void Dispose() => _log.Dispose();
}
