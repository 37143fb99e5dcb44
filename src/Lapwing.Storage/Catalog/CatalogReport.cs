using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Catalog;

/// <summary>What was found in a catalog besides what it holds.</summary>
/// <param name="End">Where a <see cref="CatalogWriter"/> goes on.</param>
/// <param name="Damage">What of its log could not be read.</param>
internal sealed record CatalogReport(CatalogEnd End, IReadOnlyList<WalDamage> Damage)
{
    /// <summary>Symbols that no record tells, though it tells later ones.</summary>
    public long LostSymbols { get; init; }

    /// <summary>Series that no record tells, though it tells later ones, or that have a lost symbol.</summary>
    public long LostSeries { get; init; }

    /// <summary>Records that are whole, but of no kind that is known here, or not what that kind holds.</summary>
    public int StrangeRecords { get; init; }
}
