using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Catalog;

/// <summary>The records of a catalog. See <c>docs/formats/catalog.md</c>.</summary>
internal static class CatalogRecord
{
    /// <summary>The type of a record of symbols: the id of the first, then for each its length and bytes.</summary>
    public const byte Symbols = 1;

    /// <summary>The type of a record of series: the number of the first, then each as a <see cref="SeriesDelta"/>.</summary>
    public const byte Series = 2;

    /// <summary>Bytes after which a record is followed by the next: what a flipped bit costs at most, and far more than its head.</summary>
    public const int FullSize = 16 << 10;

    /// <summary>Far more than any name or value of a label takes, in bytes.</summary>
    public const int MaxSymbolSize = 1 << 20;

    /// <summary>Far more labels than any series has.</summary>
    public const int MaxLabels = 1 << 10;

    /// <summary>The highest that a record may begin with, so that no number in it is beyond 31 bits.</summary>
    public const int MaxFirst = int.MaxValue - WalRecord.MaxPayload;
}
