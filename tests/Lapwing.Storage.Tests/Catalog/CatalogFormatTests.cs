using Lapwing.Storage.Catalog;
using Lapwing.Storage.Files;
using Lapwing.Storage.Tests.Wal;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Tests.Catalog;

/// <summary>What stands on disks is not to change: these bytes may only be added to.</summary>
public sealed class CatalogFormatTests
{
    [Fact]
    public void Records_stay_as_they_are()
    {
        using var catalog = new TestCatalog();
        using var adding = catalog.Add();
        adding.Series("name=up job=shop", group: 3, column: 0);
        adding.Series("name=down job=shop", group: 3, column: 1);
        adding.Series("name=down job=shop code=200", group: 2, column: 300);
        adding.Writer.Flush();

        Assert.Equal(
            [(1, "00046e616d65027570036a6f620473686f7004646f776e04636f646503323030"), (2, "0002060000020001020302000000010004010301d40402010506")],
            WalFolder.Records(WalReader.Recover(new DiskFiles(), catalog.Generation(1))).Select(record => ((int)record.Type, Convert.ToHexStringLower(record.Payload))));
    }

    [Fact]
    public void Generations_are_called_by_their_numbers()
    {
        Assert.Equal("catalog/00000001", CatalogFolder.PathOf("catalog", 1));
        Assert.Equal("catalog/00000002.new", CatalogFolder.UnfinishedPathOf("catalog", 2));
    }
}
