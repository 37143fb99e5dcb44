using Lapwing.Model;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>
/// Writes a block, group by group: the labels of its columns, then its segments. It is there when <see cref="Publish"/> has returned, whole, and
/// not before. In memory it holds the index, never samples. For one thread.
/// </summary>
internal sealed class BlockWriter : IDisposable
{
    private readonly IFileSystem _files;
    private readonly string _folder;
    private readonly int _number;
    private readonly BufferedFile _chunks;
    private readonly IndexWriter _index = new();
    private readonly SegmentWriter _segment = new();
    private long _from = long.MaxValue;
    private long _to = long.MinValue;
    private (long From, long To, int Rows) _open;
    private bool _isPublished;

    /// <param name="files">Where to.</param>
    /// <param name="folder">The folder of all blocks.</param>
    /// <param name="number">The number of this one, which no other has.</param>
    /// <exception cref="IOException">It cannot be begun.</exception>
    public BlockWriter(IFileSystem files, string folder, int number)
    {
        (_files, _folder, _number) = (files, folder, number);
        try
        {
            files.CreateFolder(BlockFolder.UnfinishedPathOf(folder, number));
            _chunks = Create(BlockFolder.Chunks);
            Span<byte> header = stackalloc byte[BlockFormat.HeaderSize];
            BlockFormat.WriteHeader(header, BlockFormat.ChunksMagic);
            _chunks.Append(header);
        }
        catch
        {
            _chunks?.Dispose();
            Remove();
            throw;
        }
    }

    /// <summary>Samples written.</summary>
    public long Samples { get; private set; }

    /// <summary>Begins a group: series that share their times.</summary>
    public void BeginGroup() => _index.BeginGroup();

    /// <summary>Adds a series to the group.</summary>
    /// <param name="labels">What it is; each once in a block.</param>
    /// <param name="column">Which column of the group's segments it is.</param>
    public void AddSeries(Labels labels, int column) => _index.AddSeries(labels, column);

    /// <summary>Begins a segment of the group, of instants after those of the segment before.</summary>
    /// <param name="times">Ascending, up to <see cref="SegmentWriter.RowsFor"/> of them.</param>
    public void BeginSegment(ReadOnlySpan<long> times)
    {
        _open = (times[0], times[^1], times.Length);
        _segment.Begin(times);
    }

    /// <inheritdoc cref="SegmentWriter.Add"/>
    public void AddColumn(ReadOnlySpan<double> values, ReadOnlySpan<ulong> present) => _segment.Add(values, present);

    public void EndSegment()
    {
        var offset = _chunks.Length;
        var length = _segment.WriteTo(_chunks);
        _index.AddSegment(new(_open.From, _open.To, _open.Rows, offset, length));
        (_from, _to) = (Math.Min(_from, _open.From), Math.Max(_to, _open.To));
        Samples += _segment.Samples;
    }

    /// <summary>Ends the block, and brings it to the disk under its name.</summary>
    /// <param name="level">See <see cref="BlockMeta.Level"/>.</param>
    /// <param name="replaces">See <see cref="BlockMeta.Replaces"/>.</param>
    /// <exception cref="IOException">That failed: there is no such block.</exception>
    public void Publish(int level = 1, IReadOnlyList<int>? replaces = null)
    {
        _chunks.Sync();
        using (var index = Create(BlockFolder.Index))
        {
            _index.WriteTo(index);
            index.Sync();
        }

        using (var meta = Create(BlockFolder.Meta))
        {
            meta.Append(new BlockMeta
            {
                Number = _number,
                From = _from,
                To = _to,
                Level = level,
                Series = _index.Series,
                Samples = Samples,
                Replaces = replaces ?? [],
            }.ToJson());
            meta.Sync();
        }

        BlockFolder.Publish(_files, _folder, _number);
        _isPublished = true;
    }

    /// <summary>Closes the files. What was not published is removed.</summary>
    public void Dispose()
    {
        _chunks.Dispose();
        if (!_isPublished)
            Remove();
    }

    private BufferedFile Create(string name) => new(_files.Create(Path.Combine(BlockFolder.UnfinishedPathOf(_folder, _number), name)));

    private void Remove()
    {
        try
        {
            _files.DeleteFolder(BlockFolder.UnfinishedPathOf(_folder, _number));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is no block, and goes at the next start.
        }
    }
}
