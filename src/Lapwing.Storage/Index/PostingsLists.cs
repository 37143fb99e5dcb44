using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lapwing.Storage.Index;

/// <summary>
/// Ascending lists of series, one a pair of a label: the first stands in the list's head, the distances of the others follow as varints, in slices
/// that double up to <see cref="LargestSlice"/>.
/// </summary>
/// <remarks>
/// One writer at a time; readers meanwhile, without a lock: the count of a list is written last, and what it counts does not change. A slice begins
/// with the address of the next; a byte 0, which no distance has, or its end says that the list goes on there.
/// </remarks>
internal sealed class PostingsLists
{
    private const int LinkSize = sizeof(int);

    /// <summary>Room for a link and six to twelve series.</summary>
    private const int SmallestSlice = 16;

    /// <summary>A list wastes half of it at most, and reading follows a link every few thousand series.</summary>
    private const int LargestSlice = 4096;

    private readonly PagedArray<List> _lists = new();
    private readonly PagedBytes _slices = new();

    public long Bytes => _lists.Bytes + _slices.Bytes;

    public int CountOf(int list) => Volatile.Read(in _lists[list].Count);

    /// <summary>Appends a series, greater than all before.</summary>
    public void Append(int list, int series)
    {
        ref var head = ref _lists.At(list);
        if (head.Count == 0)
            head.First = series;
        else
            AppendDistance(ref head, (uint)(series - head.Last));
        head.Last = series;
        Volatile.Write(ref head.Count, head.Count + 1);
    }

    /// <summary>Adds the series of a list that are less than a bound to others.</summary>
    public void CopyTo(int list, int bound, List<int> target)
    {
        ref readonly var head = ref _lists[list];
        var count = Volatile.Read(in head.Count);
        if (count == 0 || head.First >= bound)
            return;
        var from = target.Count;
        CollectionsMarshal.SetCount(target, from + count);
        var series = CollectionsMarshal.AsSpan(target)[from..];
        series[0] = head.First;
        var copied = count == 1 ? 1 : ReadDistances(head.Slice, bound, series);
        CollectionsMarshal.SetCount(target, from + copied);
    }

    private int ReadDistances(int address, int bound, Span<int> series)
    {
        var size = SmallestSlice;
        var slice = _slices[address][..size];
        var (last, at) = (series[0], LinkSize);
        for (var i = 1; i < series.Length; i++)
        {
            if (at == slice.Length || slice[at] == 0)
            {
                size = Math.Min(size * 2, LargestSlice);
                slice = _slices[BinaryPrimitives.ReadInt32LittleEndian(slice)][..size];
                at = LinkSize;
            }

            last += (int)Varint.Read(slice, ref at);
            if (last >= bound)
                return i;
            series[i] = last;
        }

        return series.Length;
    }

    private void AppendDistance(ref List head, uint distance)
    {
        Span<byte> bytes = stackalloc byte[Varint.MaxSize];
        bytes = bytes[..Varint.Write(bytes, distance)];
        if (head.Size == 0)
            head.Slice = Begin(ref head, SmallestSlice);
        else if (head.Used + bytes.Length > head.Size)
            Continue(ref head);
        bytes.CopyTo(_slices[head.Tail + head.Used]);
        head.Used += (ushort)bytes.Length;
    }

    private void Continue(ref List head)
    {
        var link = _slices[head.Tail];
        BinaryPrimitives.WriteInt32LittleEndian(link, Begin(ref head, Math.Min(head.Size * 2, LargestSlice)));
    }

    private int Begin(ref List head, int size)
    {
        (head.Tail, head.Size, head.Used) = (_slices.Allocate(size), (ushort)size, LinkSize);
        return head.Tail;
    }

    private struct List
    {
        public int Count;
        public int First;

        /// <summary>The address of the first slice.</summary>
        public int Slice;

        // For the writer: the youngest series, and the last slice.
        public int Last;
        public int Tail;
        public ushort Size;
        public ushort Used;
    }
}
