namespace Lapwing.Storage.Wal;

/// <summary>A place in the log. The default is before all records.</summary>
/// <param name="Segment">The number of the segment, from 1.</param>
/// <param name="Offset">Bytes before it in the segment's file.</param>
internal readonly record struct WalPosition(int Segment, int Offset) : IComparable<WalPosition>
{
    /// <summary>The position in one number, which other threads see whole.</summary>
    public long Packed => ((long)Segment << 32) | (uint)Offset;

    public static WalPosition Unpack(long packed) => new((int)(packed >> 32), (int)packed);

    public int CompareTo(WalPosition other) => Packed.CompareTo(other.Packed);

    public static bool operator <(WalPosition left, WalPosition right) => left.Packed < right.Packed;

    public static bool operator >(WalPosition left, WalPosition right) => left.Packed > right.Packed;

    public static bool operator <=(WalPosition left, WalPosition right) => left.Packed <= right.Packed;

    public static bool operator >=(WalPosition left, WalPosition right) => left.Packed >= right.Packed;

    public override string ToString() => $"{Segment}:{Offset}";
}
