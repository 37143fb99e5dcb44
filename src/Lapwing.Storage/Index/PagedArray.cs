using System.Runtime.CompilerServices;

namespace Lapwing.Storage.Index;

/// <summary>An array without bounds that never moves what it holds. Pages that nothing was written to take no memory, and read as zeros.</summary>
/// <remarks>One writer at a time. Readers meanwhile may read what was written before they learned of its position.</remarks>
internal sealed class PagedArray<T>
    where T : struct
{
    /// <summary>4,096 elements: pages stay below the size from which arrays are large objects to the garbage collector.</summary>
    private const int PageBits = 12;

    private const int PageSize = 1 << PageBits;

    private static readonly T[] Zero = new T[1];

    private T[]?[] _pages = [];

    public long Bytes { get; private set; }

    /// <summary>For readers.</summary>
    public ref readonly T this[int index]
    {
        get
        {
            var pages = Volatile.Read(ref _pages);
            var page = index >> PageBits;
            return ref page < pages.Length && pages[page] is { } elements ? ref elements[index & (PageSize - 1)] : ref Zero[0];
        }
    }

    /// <summary>For the writer.</summary>
    public ref T At(int index)
    {
        var page = index >> PageBits;
        if (page >= _pages.Length || _pages[page] is not { } elements)
            elements = AddPage(page);
        return ref elements[index & (PageSize - 1)];
    }

    private T[] AddPage(int page)
    {
        if (page >= _pages.Length)
        {
            var larger = new T[Math.Max(_pages.Length * 2, page + 1)][];
            _pages.CopyTo(larger, 0);
            Volatile.Write(ref _pages, larger);
        }

        var elements = new T[PageSize];
        Volatile.Write(ref _pages[page], elements);
        Bytes += PageSize * Unsafe.SizeOf<T>();
        return elements;
    }
}
