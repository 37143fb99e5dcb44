using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>
/// An immutable block, read through memory maps. What is broken of it throws an <see cref="InvalidDataException"/> where it is read; everything
/// else is served. Any number of threads may read, until it is disposed of.
/// </summary>
internal sealed class Block : IDisposable
{
    private readonly MappedFile _chunks;

    private Block(BlockMeta meta, BlockIndex index, MappedFile chunks) => (Meta, Index, _chunks) = (meta, index, chunks);

    public BlockMeta Meta { get; }

    public BlockIndex Index { get; }

    /// <summary>Bytes of its files.</summary>
    public long Bytes => Index.Length + _chunks.Length;

    /// <summary>Opens a block.</summary>
    /// <param name="files">Where it is.</param>
    /// <param name="path">Its own folder.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is none, or of a newer version.</exception>
    public static Block Open(IFileSystem files, string path)
    {
        byte[] json = [];
        var length = files.Read(Path.Combine(path, BlockFolder.Meta), 0, ref json);
        var meta = BlockMeta.FromJson(json.AsSpan(0, length));
        var index = new BlockIndex(Path.Combine(path, BlockFolder.Index));
        try
        {
            return new(meta, index, BlockFormat.Open(Path.Combine(path, BlockFolder.Chunks), BlockFormat.ChunksMagic));
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>Begins to read a segment: its times, and where its columns are.</summary>
    /// <param name="segment">Which.</param>
    /// <param name="isChecked">Whether it was read before, so that its checksum need not be looked at.</param>
    /// <exception cref="InvalidDataException">It is broken, but for what stands in its columns.</exception>
    public BlockSegment Read(SegmentEntry segment, bool isChecked = false) =>
        new(_chunks.Slice(segment.Offset, segment.Length), segment.Rows, isChecked);

    public void Dispose()
    {
        Index.Dispose();
        _chunks.Dispose();
    }
}
