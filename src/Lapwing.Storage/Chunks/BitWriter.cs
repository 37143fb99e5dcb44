using System.Buffers.Binary;

namespace Lapwing.Storage.Chunks;

/// <summary>Writes bits, the first of them the lowest of the first byte. What does not fit is left out, as by <see cref="ByteWriter"/>.</summary>
internal ref struct BitWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private int _length;
    private ulong _pending;
    private int _count;

    public bool IsOverfull { get; private set; }

    /// <param name="value">Its lowest bits are written; the others must be zero.</param>
    /// <param name="bits">0 to 64.</param>
    public void Write(ulong value, int bits)
    {
        _pending |= value << _count;
        if (_count + bits < 64)
        {
            _count += bits;
            return;
        }

        var fitted = 64 - _count;
        if (BinaryPrimitives.TryWriteUInt64LittleEndian(_target[_length..], _pending))
            _length += sizeof(ulong);
        else
            IsOverfull = true;
        _pending = fitted == 64 ? 0 : value >> fitted;
        _count = bits - fitted;
    }

    /// <summary>Writes what is left, up to a whole byte, and returns how many bytes there are.</summary>
    public int End()
    {
        for (; _count > 0; _count -= 8, _pending >>= 8)
        {
            if (_length < _target.Length)
                _target[_length++] = (byte)_pending;
            else
                IsOverfull = true;
        }

        return _length;
    }
}
