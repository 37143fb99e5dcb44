using System.Diagnostics;
using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Catalog;

/// <summary>
/// A series by what it differs in from the one before it in its record. Series of one target share all labels but one or two, so that nine
/// bytes do for most. Holds the last series written or read; both ways begin with <see cref="Reset"/> at each record.
/// </summary>
internal sealed class SeriesDelta
{
    private const int LongestNumber = 5;

    private LabelRef[] _labels = new LabelRef[16];
    private int _count;

    public ReadOnlySpan<LabelRef> Labels => _labels.AsSpan(0, _count);

    public int Group { get; private set; }

    public int Column { get; private set; }

    /// <summary>The bytes that a series takes at most: every label may have its two ids and a run of its own, told by two more numbers.</summary>
    public static int MaxSize(int labels) => LongestNumber * ((4 * labels) + 4);

    public void Reset() => (_count, Group, Column) = (0, 0, -1);

    public void Write(ref ByteWriter target, ReadOnlySpan<LabelRef> labels, int group, int column)
    {
        target.Varint((ulong)labels.Length);
        target.Zigzag((long)group - Group);
        target.Zigzag((long)column - Column - 1);
        for (var at = 0; at < labels.Length;)
        {
            var same = CountSame(labels, at);
            at += same;
            target.Varint((ulong)same);
            if (at == labels.Length)
                break;
            var changed = CountChanged(labels, at);
            target.Varint((ulong)changed);
            for (var end = at + changed; at < end; at++)
            {
                target.Varint((ulong)labels[at].Name);
                target.Varint((ulong)labels[at].Value);
            }
        }

        Debug.Assert(!target.IsOverfull, "as large as MaxSize");
        labels.CopyTo(Room(labels.Length));
        (_count, Group, Column) = (labels.Length, group, column);
    }

    /// <exception cref="InvalidDataException">The bytes are no series.</exception>
    public void Read(ref ByteReader source)
    {
        var count = source.Count(CatalogRecord.MaxLabels);
        Group = Next(ref source, Group);
        Column = Next(ref source, Column + 1L);
        var labels = Room(count);
        for (var at = 0; at < count;)
        {
            at += source.Count(Math.Max(0, Math.Min(count, _count) - at));
            if (at == count)
                break;
            for (var end = at + source.Count(count - at); at < end; at++)
            {
                labels[at] = new(source.Count(int.MaxValue), source.Count(int.MaxValue));
            }
        }

        _count = count;
    }

    private static int Next(ref ByteReader source, long before)
    {
        var difference = source.Zigzag();
        if (difference < -before || difference > int.MaxValue - before)
            ByteReader.Broken($"a number {difference} away from {before}");
        return (int)(before + difference);
    }

    private int CountSame(ReadOnlySpan<LabelRef> labels, int at) =>
        at < _count ? labels[at..].CommonPrefixLength(Labels[at..]) : 0;

    private int CountChanged(ReadOnlySpan<LabelRef> labels, int from)
    {
        var at = from + 1;
        while (at < labels.Length && (at >= _count || labels[at] != _labels[at]))
        {
            at++;
        }

        return at - from;
    }

    /// <summary>Room for so many labels, with the last ones in it.</summary>
    private Span<LabelRef> Room(int count)
    {
        if (_labels.Length < count)
            Array.Resize(ref _labels, Math.Max(count, 2 * _labels.Length));
        return _labels.AsSpan(0, count);
    }
}
