namespace Lapwing.Storage.Head;

/// <summary>Values of a group at one instant, one a column. Once it is in a <see cref="Tail"/> it does not change.</summary>
/// <param name="Time">Milliseconds since 1970-01-01 UTC.</param>
/// <param name="Sequence">The number of the batch that it came with: readers leave out what is not committed yet.</param>
/// <param name="Values">A value for each of the first columns; there may be room for more.</param>
/// <param name="Count">How many columns.</param>
/// <param name="Present">Bits of those that have a value; null when all have.</param>
internal readonly record struct Row(long Time, long Sequence, double[] Values, int Count, ulong[]? Present)
{
    public bool Has(int column) => column < Count && (Present is null || (Present[column >> 6] & (1UL << (column & 63))) != 0);
}
