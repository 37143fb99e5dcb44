namespace Lapwing.Storage.Index;

/// <summary>Memory for many small things of any length, in large pages that do not move. It is given back with the pages as a whole.</summary>
/// <remarks>One writer at a time. Readers meanwhile may read what was written before they learned of its address.</remarks>
internal sealed class PagedBytes
{
    /// <summary>64 KiB: pages stay below the size from which arrays are large objects to the garbage collector.</summary>
    private const int PageBits = 16;

    private const int PageSize = 1 << PageBits;

    /// <summary>Addresses are positive, so 2 GiB in all: the labels of 150 million series.</summary>
    private const int MaxPages = 1 << (31 - PageBits);

    // The first page has nothing in it, so that no address is 0.
    private byte[][] _pages = [[]];
    private int _count = 1;
    private int _page;
    private int _used = PageSize;

    public long Bytes { get; private set; }

    /// <summary>What stands from an address on to the end of its page.</summary>
    public Span<byte> this[int address] => Volatile.Read(ref _pages)[address >> PageBits].AsSpan(address & (PageSize - 1));

    /// <summary>Memory of zeros; what is longer than a page has a page of its own.</summary>
    public int Allocate(int size)
    {
        if (size > PageSize)
            return AddPage(size) << PageBits;
        if (_used + Math.Max(size, 1) > PageSize)
            (_page, _used) = (AddPage(PageSize), 0);
        var address = (_page << PageBits) | _used;
        _used += size;
        return address;
    }

    private int AddPage(int size)
    {
        if (_count == MaxPages)
            throw new InvalidOperationException("The index holds 2 GiB of text, labels or postings and has no room for more: lower the limits.");
        if (_count == _pages.Length)
        {
            var larger = new byte[_count * 2][];
            _pages.CopyTo(larger, 0);
            Volatile.Write(ref _pages, larger);
        }

        _pages[_count] = new byte[size];
        Bytes += size;
        return _count++;
    }
}
