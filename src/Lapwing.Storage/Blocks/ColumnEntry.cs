using System.Runtime.InteropServices;

namespace Lapwing.Storage.Blocks;

/// <summary>At which instants of a segment a column has a value.</summary>
internal enum Presence : byte
{
    None = 0,
    All = 1,

    /// <summary>Runs stand before the chunk: how many instants without a value, with one, without one and so on, each a varint, until there are all.</summary>
    Some = 2,
}

/// <summary>Where the values of a column of a segment stand. The layout is on disk, little endian.</summary>
/// <param name="Offset">Bytes before them, counted from the first column's.</param>
/// <param name="Length">How many bytes, without the checksum (CRC-32C) behind them.</param>
/// <param name="Presence">At which instants there are values.</param>
/// <param name="Kind">What they are: 0 for numbers. Others are of later versions, and passed over.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct ColumnEntry(uint Offset, ushort Length, Presence Presence, byte Kind)
{
    /// <summary>Bytes of an entry.</summary>
    public const int Size = 8;

    /// <summary>The kind of numbers.</summary>
    public const byte Numbers = 0;
}
