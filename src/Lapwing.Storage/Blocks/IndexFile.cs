using System.Runtime.InteropServices;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>
/// The file of an index, as sections. One is checked when it is first used; where it is broken, every use throws an
/// <see cref="InvalidDataException"/>. Any number of threads may read.
/// </summary>
internal sealed class IndexFile : IDisposable
{
    private readonly MappedFile _file;
    private readonly (long Offset, long Length, uint Crc)[] _sections = new (long, long, uint)[IndexFooter.Sections];
    private readonly bool[] _isChecked = new bool[IndexFooter.Sections];

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no index, or of a newer version.</exception>
    public IndexFile(string path)
    {
        _file = BlockFormat.Open(path, BlockFormat.IndexMagic);
        try
        {
            var footer = _file.Slice(_file.Length - IndexFooter.Size, IndexFooter.Size);
            IndexFooter.Check(footer);
            for (var section = 0; section < IndexFooter.Sections; section++)
            {
                _sections[section] = IndexFooter.Read(footer, section);
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Its bytes.</summary>
    public long Length => _file.Length;

    public ReadOnlySpan<byte> this[IndexSection section]
    {
        get
        {
            if (!Volatile.Read(ref _isChecked[(int)section]))
            {
                Check(section);
                Volatile.Write(ref _isChecked[(int)section], true);
            }

            return Bytes(section);
        }
    }

    /// <summary>Checks a section against what was written.</summary>
    public void Check(IndexSection section)
    {
        if (Crc32C.Of(Bytes(section)) != _sections[(int)section].Crc)
            throw new InvalidDataException($"the section {section} of the index is broken");
    }

    /// <summary>How many entries a section has, by the section with their offsets.</summary>
    public int Count(IndexSection offsets) => Math.Max(0, (this[offsets].Length / sizeof(int)) - 1);

    /// <summary>An entry of a section.</summary>
    public ReadOnlySpan<byte> Entry(IndexSection section, IndexSection offsets, int number)
    {
        var places = MemoryMarshal.Cast<byte, int>(this[offsets]);
        var all = this[section];
        if (number < 0 || number >= places.Length - 1)
            throw new InvalidDataException($"entry {number} of {Count(offsets)} in {section} is wanted");
        var (from, to) = (places[number], places[number + 1]);
        return from >= 0 && to >= from && to <= all.Length ? all[from..to] : throw new InvalidDataException($"entry {number} in {section} is beyond it");
    }

    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> Bytes(IndexSection section) => _file.Slice(_sections[(int)section].Offset, _sections[(int)section].Length);
}
