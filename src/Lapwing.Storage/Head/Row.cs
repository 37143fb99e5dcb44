namespace Lapwing.Storage.Head;

/// <summary>Values of a group at one instant, one a column. Once it is in a <see cref="Tail"/> it does not change.</summary>
/// <param name="Time">Milliseconds since 1970-01-01 UTC.</param>
/// <param name="Sequence">The number of the batch that it came with: readers leave out what is not committed yet.</param>
/// <param name="Values">A value for each of the first columns; there may be room for more.</param>
/// <param name="Count">How many columns.</param>
/// <param name="Present">Bits of those that have a value; null when all have.</param>
internal readonly record struct Row(long Time, long Sequence, double[] Values, int Count, ulong[]? Present)
{
    /// <summary>Whether a column has a value. Of a row that is being written over for another group the answer may be wrong, but it comes.</summary>
    public bool Has(int column)
    {
        if (column >= Count || column >= Values.Length)
            return false;
        return Present is not { } present || (column >> 6 < present.Length && (present[column >> 6] & (1UL << (column & 63))) != 0);
    }
}
