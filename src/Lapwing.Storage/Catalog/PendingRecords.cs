using Lapwing.Storage.Chunks;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Catalog;

/// <summary>
/// Records of one type that wait in memory to be appended to the log. What the log refuses stays, and further entries go behind it. For one
/// caller at a time.
/// </summary>
internal sealed class PendingRecords(byte type)
{
    /// <summary>Memory that is kept from one flush to the next; a burst of new series takes more.</summary>
    private const int KeptSize = 4 * CatalogRecord.FullSize;

    private const int LongestNumber = 5;

    private readonly List<int> _starts = [];
    private byte[] _bytes = new byte[1024];
    private int _length;
    private int _flushed;

    /// <summary>Begins a record where there is none, or the last is full.</summary>
    /// <param name="first">The number of the next entry.</param>
    public bool TryBegin(int first)
    {
        if (_starts is [.., var start] && _length - start < CatalogRecord.FullSize)
            return false;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, CatalogRecord.MaxFirst);
        _starts.Add(_length);
        var writer = new ByteWriter(Room(LongestNumber));
        writer.Varint((ulong)first);
        Add(writer.Length);
        return true;
    }

    /// <summary>Room for an entry behind those that are there, filled with anything; <see cref="Add"/> makes it one.</summary>
    public Span<byte> Room(int size)
    {
        if (_bytes.Length - _length < size)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + size));
        return _bytes.AsSpan(_length, size);
    }

    public void Add(int length) => _length += length;

    /// <summary>Appends all records to the log.</summary>
    /// <exception cref="IOException">One was refused: it and those behind it stay.</exception>
    public void Flush(WalWriter log)
    {
        for (; _flushed < _starts.Count; _flushed++)
        {
            var end = _flushed + 1 < _starts.Count ? _starts[_flushed + 1] : _length;
            log.Append(type, _bytes.AsSpan(_starts[_flushed]..end));
        }

        _starts.Clear();
        (_length, _flushed) = (0, 0);
        if (_bytes.Length > KeptSize)
            _bytes = new byte[KeptSize];
    }
}
