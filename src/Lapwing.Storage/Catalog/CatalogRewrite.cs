using Lapwing.Storage.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Catalog;

/// <summary>Writes a catalog anew without the series that are gone, all numbers dense again: for when most of them are.</summary>
/// <remarks>
/// The next generation is written beside the one that holds, brought to the disk, and then given its name: at a kill or a power cut the one
/// holds or the other, whole. Numbers of the one mean nothing in the other. So whoever writes them elsewhere writes the generation with them,
/// and has no more need of what is written with an older one.
/// </remarks>
internal static class CatalogRewrite
{
    /// <summary>Rewrites a catalog that nothing else is at work on.</summary>
    /// <param name="files">Where it is.</param>
    /// <param name="folder">The folder of the catalog.</param>
    /// <param name="options">Those of its log.</param>
    /// <param name="isKept">Whether a series, given by its number, is to be kept.</param>
    /// <returns>Where the new generation goes on, and the new numbers of the series that were kept by their old ones.</returns>
    /// <exception cref="IOException">
    /// It was not rewritten, or not brought to the disk that it was. Reading it with <see cref="CatalogReader.Recover"/> tells which.
    /// </exception>
    public static (CatalogEnd End, IReadOnlyDictionary<int, int> Numbers) Run(IFileSystem files, string folder, WalOptions options, Func<int, bool> isKept)
    {
        var generation = CatalogFolder.Find(files, folder);
        CatalogFolder.Clean(files, folder, generation);
        try
        {
            var kept = Write(files, folder, generation, options, isKept);
            files.RenameFolder(CatalogFolder.UnfinishedPathOf(folder, generation + 1), CatalogFolder.PathOf(folder, generation + 1));
            files.SyncFolder(folder);
            CatalogFolder.Clean(files, folder, generation + 1);
            return (kept.End, kept.Numbers);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            CatalogFolder.Clean(files, folder, generation);
            throw;
        }
    }

    private static KeptSeries Write(IFileSystem files, string folder, int generation, WalOptions options, Func<int, bool> isKept)
    {
        // Every segment must be on the disk in the end, which only this way of syncing brings about.
        var log = new WalWriter(files, CatalogFolder.UnfinishedPathOf(folder, generation + 1), options with { Sync = FsyncMode.Interval });
        using var writer = new CatalogWriter(log, new(generation + 1, 0, 0));
        var kept = new KeptSeries(writer, isKept);
        CatalogReader.Read(files, folder, generation, kept);
        writer.Flush();
        writer.Sync();
        return kept;
    }
}
