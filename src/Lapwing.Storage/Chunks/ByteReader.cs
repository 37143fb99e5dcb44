using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Lapwing.Storage.Chunks;

/// <summary>Reads what a <see cref="ByteWriter"/> wrote. Whatever the bytes are, nothing is read beyond their end.</summary>
/// <exception cref="InvalidDataException">Of every method: the bytes end before what is to be read, or are not what is to be read.</exception>
internal ref struct ByteReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;

    /// <summary>Bytes read.</summary>
    public int Position { get; private set; }

    /// <summary>What has not been read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _source[Position..];

    public byte Byte() => Bytes(1)[0];

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        Broken("a number of more than 64 bits");
        return 0;
    }

    /// <summary>A varint that counts something of which there are at most so many.</summary>
    public int Count(int most)
    {
        var count = Varint();
        if (count > (ulong)most)
            Broken($"a count of {count} where at most {most} is possible");
        return (int)count;
    }

    public long Zigzag() => Chunks.Zigzag.Unfold(Varint());

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(sizeof(ulong)));

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > _source.Length - Position)
            Broken($"{count} bytes wanted at {Position} of {_source.Length}");
        var bytes = _source.Slice(Position, count);
        Position += count;
        return bytes;
    }

    [DoesNotReturn]
    public static void Broken(string what) => throw new InvalidDataException($"The encoded data is broken: {what}.");
}
