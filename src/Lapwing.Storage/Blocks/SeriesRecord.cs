using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Blocks;

/// <summary>A series as it stands in an index: where its samples are, and then its labels one after the other.</summary>
/// <exception cref="InvalidDataException">Of every method: it is broken.</exception>
internal ref struct SeriesRecord
{
    private ByteReader _reader;
    private long _label;

    public SeriesRecord(ReadOnlySpan<byte> record)
    {
        _reader = new(record);
        Group = _reader.Count(int.MaxValue);
        Column = _reader.Count(int.MaxValue);
        Labels = _reader.Count(_reader.Rest.Length);
    }

    public int Group { get; }

    public int Column { get; }

    /// <summary>How many labels are still to be read.</summary>
    public int Labels { get; private set; }

    /// <summary>The number of the next label.</summary>
    public long NextLabel()
    {
        Labels--;
        return _label += _reader.Zigzag();
    }
}
