using System.Numerics;
using System.Runtime.InteropServices;

namespace Lapwing.Storage.Index;

/// <summary>Sets of series as ascending lists, changed in place.</summary>
internal static class AscendingLists
{
    /// <summary>Bits cost less than sorting from one series in so many numbers on.</summary>
    private const int SparsestBits = 256;

    extension(List<int> list)
    {
        /// <summary>Removes what a condition holds for.</summary>
        public void RemoveWhere(Func<int, bool> condition)
        {
            var items = CollectionsMarshal.AsSpan(list);
            var kept = 0;
            foreach (var item in items)
            {
                if (!condition(item))
                    items[kept++] = item;
            }

            CollectionsMarshal.SetCount(list, kept);
        }

        /// <summary>Keeps what another list has too, or what it has not.</summary>
        public void KeepIf(bool isInOther, List<int> other)
        {
            var items = CollectionsMarshal.AsSpan(list);
            var others = CollectionsMarshal.AsSpan(other);
            var (kept, at) = (0, 0);
            foreach (var item in items)
            {
                while (at < others.Length && others[at] < item)
                {
                    at++;
                }

                if ((at < others.Length && others[at] == item) == isInOther)
                    items[kept++] = item;
            }

            CollectionsMarshal.SetCount(list, kept);
        }

        /// <summary>Makes a list ascend that is several ascending lists, none of which shares a number with another.</summary>
        public void Merge()
        {
            var items = CollectionsMarshal.AsSpan(list);
            var max = 0;
            foreach (var item in items)
            {
                max = Math.Max(max, item);
            }

            if (items.Length < max / SparsestBits)
                items.Sort();
            else
                SortByBits(items, max);
        }
    }

    private static void SortByBits(Span<int> items, int max)
    {
        var bits = new ulong[(max / 64) + 1];
        foreach (var item in items)
        {
            bits[item >> 6] |= 1UL << (item & 63);
        }

        var at = 0;
        for (var word = 0; word < bits.Length; word++)
        {
            for (var rest = bits[word]; rest != 0; rest &= rest - 1)
            {
                items[at++] = (word << 6) + BitOperations.TrailingZeroCount(rest);
            }
        }
    }
}
