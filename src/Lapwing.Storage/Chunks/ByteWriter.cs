using System.Buffers.Binary;
using System.Diagnostics;

namespace Lapwing.Storage.Chunks;

/// <summary>
/// Writes bytes, varints and spans one after the other into memory of a fixed size. What does not fit is left out and noted in
/// <see cref="IsOverfull"/>: an encoding that needs more than the plain values has lost, and needs no error.
/// </summary>
internal ref struct ByteWriter(Span<byte> target)
{
    /// <summary>Bytes of the longest varint.</summary>
    private const int LongestVarint = 10;

    private readonly Span<byte> _target = target;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Whether something did not fit; what is written is then of no use.</summary>
    public bool IsOverfull { get; private set; }

    public void Byte(byte value)
    {
        if (Reserve(1) is { Length: 1 } space)
            space[0] = value;
    }

    /// <summary>Seven bits a byte, the lowest first (LEB128).</summary>
    public void Varint(ulong value)
    {
        if (_target.Length - Length < LongestVarint)
        {
            SlowVarint(value);
            return;
        }

        while (value >= 0x80)
        {
            _target[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _target[Length++] = (byte)value;
    }

    /// <summary>Small numbers of either sign as small varints.</summary>
    public void Zigzag(long value) => Varint(Chunks.Zigzag.Fold(value));

    /// <summary>Eight bytes, little endian.</summary>
    public void Fixed64(ulong value)
    {
        if (Reserve(sizeof(ulong)) is { Length: sizeof(ulong) } space)
            BinaryPrimitives.WriteUInt64LittleEndian(space, value);
    }

    /// <summary>Begins to write bits; <see cref="End"/> ends it.</summary>
    public readonly BitWriter Bits() => new(_target[Length..]);

    public void End(BitWriter bits)
    {
        Length += bits.End();
        IsOverfull |= bits.IsOverfull;
    }

    /// <summary>So many bytes to be filled by the caller, zero until then; empty when they do not fit.</summary>
    public Span<byte> Reserve(int count)
    {
        Debug.Assert(count >= 0, "a length");
        if (_target.Length - Length < count)
        {
            IsOverfull = true;
            return [];
        }

        var space = _target.Slice(Length, count);
        space.Clear();
        Length += count;
        return space;
    }

    private void SlowVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)(value | 0x80));
        }

        Byte((byte)value);
    }
}
