namespace Lapwing.Config.Values;

/// <summary>A number of bytes, written as <c>5MB</c> (powers of 1000), <c>10GiB</c> (powers of 1024) or a plain number.</summary>
internal readonly record struct ByteSize(long Bytes) : IComparable<ByteSize>, IComparable
{
    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    int IComparable.CompareTo(object? other) => other is ByteSize size ? CompareTo(size) : 1;

    public override string ToString() => $"{Bytes} B";
}
