using Lapwing.Storage.Catalog;
using Lapwing.Storage.Files;
using Lapwing.Storage.Tests.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Tests.Catalog;

public sealed class CatalogRewriteTests : IDisposable
{
    private const int Count = 12;

    /// <summary>Several segments, so that each of them must have come to the disk.</summary>
    private static readonly WalOptions Small = new() { SegmentSize = 1, Sync = FsyncMode.Never };

    private static readonly SomeSeries[] Old = [.. Enumerable.Range(0, Count).Select(i => new SomeSeries(i, $"name=m{i} job=shop{i % 4}", i % 4, i / 4))];

    /// <summary>Those of every third number, with dense numbers: 0, 3, 6 and 9, of groups 0, 3, 2 and 1.</summary>
    private static readonly SomeSeries[] New =
    [
        new(0, "name=m0 job=shop0", 0, 0), new(1, "name=m3 job=shop3", 1, 0), new(2, "name=m6 job=shop2", 2, 0), new(3, "name=m9 job=shop1", 3, 0),
    ];

    private readonly TestCatalog _catalog = new();

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public void Only_what_is_kept_is_there_under_new_numbers()
    {
        AddOld(_catalog);

        var (end, numbers) = CatalogRewrite.Run(new DiskFiles(), _catalog.Path, Small, IsKept);

        var found = _catalog.Read();
        Assert.Equal(New, found.Series);
        Assert.Equal(["job", "m0", "m3", "m6", "m9", "name", "shop0", "shop1", "shop2", "shop3"], found.Symbols.Values.Order(StringComparer.Ordinal));
        Assert.Equal(new(2, 10, 4), end);
        Assert.Equal(end, found.Report.End);
        Assert.Equal(new Dictionary<int, int> { [0] = 0, [3] = 1, [6] = 2, [9] = 3 }, numbers);
        Assert.Equal(["00000002"], _catalog.Folders);
    }

    [Fact]
    public void Columns_of_a_group_stay_in_their_order()
    {
        AddOld(_catalog);

        CatalogRewrite.Run(new DiskFiles(), _catalog.Path, Small, number => number >= 4);

        Assert.Equal([(0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1), (2, 1), (3, 1)], _catalog.Read().Series.Select(series => (series.Group, series.Column)));
    }

    [Fact]
    public void More_series_than_wait_in_memory_are_kept()
    {
        using (var adding = _catalog.Add())
        {
            for (var i = 0; i < 10_000; i++)
            {
                adding.Series($"name=m{i}", column: i);
            }

            adding.Writer.Flush();
        }

        CatalogRewrite.Run(new DiskFiles(), _catalog.Path, new(), _ => true);

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => new SomeSeries(i, $"name=m{i}", 0, i)), _catalog.Read().Series);
    }

    [Fact]
    public void A_catalog_may_be_rewritten_again_and_be_empty_then()
    {
        AddOld(_catalog);
        CatalogRewrite.Run(new DiskFiles(), _catalog.Path, Small, IsKept);
        CatalogRewrite.Run(new DiskFiles(), _catalog.Path, Small, _ => false);

        Assert.Equal(new(3, 0, 0), _catalog.Read().Report.End);
        Assert.Equal(["00000003"], _catalog.Folders);
        using var adding = _catalog.Add();
        var added = adding.Series("name=up");
        adding.Writer.Flush();
        Assert.Equal([added], _catalog.Read().Series);
    }

    [Fact]
    public void What_damage_took_is_not_rewritten()
    {
        AddOld(_catalog);
        File.Delete(_catalog.Segment(2));

        CatalogRewrite.Run(new DiskFiles(), _catalog.Path, Small, _ => true);

        var found = _catalog.Read();
        Assert.Equal(Old[4..].Select(series => series.Labels), found.Series.Select(series => series.Labels));
        Assert.Equal((0, 0L), (found.Report.Damage.Count, found.Report.LostSeries));
    }

    [Fact]
    public void The_next_generation_is_on_the_disk_before_it_holds_and_the_one_before_goes_last()
    {
        AddOld(_catalog, new());
        var files = new SyncedFiles();

        CatalogRewrite.Run(files, _catalog.Path, Small, IsKept);

        Assert.Equal(["folder", "00000001.wal", "folder", "00000002.wal", "rename", "folder", "folder", "delete"], files.Synced);
    }

    [Fact]
    public void Folders_that_are_no_generations_stay()
    {
        AddOld(_catalog);
        foreach (var name in (string[])["kept", "3", "kept.new", "00000000", "00000007.new"])
        {
            Directory.CreateDirectory(Path.Combine(_catalog.Path, name));
        }

        Assert.Equal(Old, _catalog.Read().Series);
        Assert.Equal(["00000000", "00000001", "3", "kept", "kept.new"], _catalog.Folders);
    }

    /// <summary>As a kill before each operation leaves it, and as it is when one or two are refused.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Whatever_fails_the_one_catalog_is_there_or_the_other_whole(int failures)
    {
        var kinds = new HashSet<string>();
        for (var at = 1; ; at++)
        {
            using var catalog = new TestCatalog();
            AddOld(catalog);
            var files = new FaultyFiles(new DiskFiles(), at, failures);
            var isRewritten = Attempt.Of(() => CatalogRewrite.Run(files, catalog.Path, Small, IsKept));

            Check(catalog, isRewritten);
            if (files.Failed is null)
                break;
            kinds.Add(files.Failed);
        }

        Assert.Equal(
            ["append", "create", "create folder", "delete folder", "list", "list folders", "read", "rename folder", "sync", "sync folder"],
            kinds.Order(StringComparer.Ordinal));
    }

    private static bool IsKept(int number) => number % 3 == 0;

    private static void Check(TestCatalog catalog, bool isRewritten)
    {
        var found = catalog.Read();
        var isNew = found.Report.End.Generation == 2;
        Assert.Equal(isNew ? New : Old, found.Series);
        Assert.True(isNew || !isRewritten);
        Assert.Empty(found.Report.Damage);
        Assert.Equal([isNew ? "00000002" : "00000001"], catalog.Folders);

        using var adding = catalog.Add();
        var added = adding.Series("name=more job=shop0");
        adding.Writer.Flush();
        Assert.Equal([.. found.Series, added], catalog.Read().Series);
    }

    private static void AddOld(TestCatalog catalog, WalOptions? options = null)
    {
        using var adding = catalog.Add(options: options ?? Small);
        foreach (var series in Old)
        {
            adding.Series(series.Labels, series.Group, series.Column);
            if (series.Number % 4 == 3)
                adding.Writer.Flush();
        }
    }
}
