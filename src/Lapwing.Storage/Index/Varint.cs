namespace Lapwing.Storage.Index;

/// <summary>Numbers in as few bytes as they need: seven bits a byte, the lowest first (LEB128). For memory that only this process wrote.</summary>
internal static class Varint
{
    /// <summary>Bytes of the longest.</summary>
    public const int MaxSize = 5;

    /// <summary>Writes a number, and returns its bytes.</summary>
    public static int Write(Span<byte> target, uint value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[length++] = (byte)(value | 0x80);
        }

        target[length++] = (byte)value;
        return length;
    }

    /// <summary>Reads a number, and moves the position behind it.</summary>
    public static uint Read(ReadOnlySpan<byte> source, ref int at)
    {
        uint value = source[at++];
        if (value < 0x80)
            return value;
        value &= 0x7f;
        for (var shift = 7; ; shift += 7)
        {
            uint next = source[at++];
            value |= (next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
