namespace Lapwing.Storage.Chunks;

/// <summary>Reads what a <see cref="BitWriter"/> wrote.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private int _next;
    private ulong _pending;
    private int _count;

    /// <param name="bits">0 to 64.</param>
    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public ulong Read(int bits)
    {
        if (bits > 32)
            return Read(32) | (Read(bits - 32) << 32);
        while (_count < bits)
        {
            if (_next == _source.Length)
                ByteReader.Broken("it ends within its bits");
            _pending |= (ulong)_source[_next++] << _count;
            _count += 8;
        }

        var value = _pending & ((1UL << bits) - 1);
        _pending >>= bits;
        _count -= bits;
        return value;
    }
}
