using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>
/// The blocks of a store. Those that read see a set that does not change; what leaves it is closed and deleted when they have ended. Safe for many
/// threads; one at a time changes it.
/// </summary>
internal sealed class BlockSet : IDisposable
{
    private readonly IFileSystem _files;
    private readonly string _folder;
    private readonly Readers _readers;
    private readonly Action<string> _warn;
    private Block[] _blocks;
    private int _last;

    /// <summary>Opens the blocks that are there. Those that cannot be opened are told, and left where they are.</summary>
    /// <exception cref="IOException">The folder can be neither made nor read.</exception>
    public BlockSet(IFileSystem files, string folder, Readers readers, Action<string> warn)
    {
        (_files, _folder, _readers, _warn) = (files, folder, readers, warn);
        files.CreateFolder(folder);
        BlockFolder.Clean(files, folder);
        var numbers = BlockFolder.List(files, folder);
        _last = numbers is [.., var last] ? last : 0;
        _blocks = [.. numbers.Select(TryOpen).OfType<Block>()];
        var replaced = _blocks.SelectMany(block => block.Meta.Replaces).ToHashSet();
        Remove([.. _blocks.Where(block => replaced.Contains(block.Meta.Number))]);
    }

    /// <summary>The blocks, by number: the earlier one first.</summary>
    public IReadOnlyList<Block> All => Volatile.Read(ref _blocks);

    /// <summary>Bytes of all.</summary>
    public long Bytes => All.Sum(block => block.Bytes);

    /// <summary>Blocks that are there but cannot be read.</summary>
    public int Broken { get; private set; }

    /// <summary>Begins a block of the next number.</summary>
    /// <exception cref="IOException">It cannot be begun.</exception>
    public BlockWriter Begin() => new(_files, _folder, ++_last);

    /// <summary>Ends a block, which is found from then on, in place of others.</summary>
    /// <exception cref="IOException">It could not be written; the others stay.</exception>
    public void Publish(BlockWriter writer, params IReadOnlyList<Block> replaced)
    {
        var level = replaced.Count == 0 ? 1 : 1 + replaced.Max(block => block.Meta.Level);
        writer.Publish(level, [.. replaced.Select(block => block.Meta.Number)]);
        Volatile.Write(ref _blocks, [.. _blocks, Block.Open(_files, BlockFolder.PathOf(_folder, _last))]);
        Remove(replaced);
    }

    /// <summary>Gives up blocks.</summary>
    public void Remove(IReadOnlyList<Block> blocks)
    {
        Volatile.Write(ref _blocks, [.. _blocks.Except(blocks)]);
        foreach (var block in blocks)
        {
            _readers.Retire(() => Delete(block));
        }
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            block.Dispose();
        }
    }

    private Block? TryOpen(int number)
    {
        try
        {
            return Block.Open(_files, BlockFolder.PathOf(_folder, number));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Broken++;
            _warn($"the block {BlockFolder.PathOf(_folder, number)} cannot be read and is left out: {e.Message}");
            return null;
        }
    }

    private void Delete(Block block)
    {
        block.Dispose();
        try
        {
            BlockFolder.Remove(_files, _folder, block.Meta.Number);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _warn($"the block {BlockFolder.PathOf(_folder, block.Meta.Number)} is of no more use and could not be deleted: {e.Message}");
        }
    }
}
