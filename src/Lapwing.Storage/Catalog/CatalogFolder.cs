using System.Globalization;
using Lapwing.Storage.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Catalog;

/// <summary>
/// The folder of a catalog holds one folder for its generation, which is a log. For a moment there may be others: the next generation, with
/// <c>.new</c> behind its name until it is whole, and the one before, which is about to be deleted. The highest holds.
/// </summary>
internal static class CatalogFolder
{
    private const string Unfinished = ".new";

    public static string PathOf(string folder, int generation) => Path.Combine(folder, generation.ToString("D8", CultureInfo.InvariantCulture));

    public static string UnfinishedPathOf(string folder, int generation) => PathOf(folder, generation) + Unfinished;

    /// <summary>The generation that holds; the first where there is none.</summary>
    /// <exception cref="WalException">The folder cannot be read.</exception>
    public static int Find(IFileSystem files, string folder)
    {
        try
        {
            return files.ListFolders(folder).Select(name => NumberOf(name)).Append(1).Max();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WalException($"The folder {folder} of the catalog cannot be read: {e.Message} Make it a folder that this process may read.", e);
        }
    }

    /// <summary>Deletes what a rewriting left that did not come to its end. What cannot be deleted is met again the next time.</summary>
    public static void Clean(IFileSystem files, string folder, int generation)
    {
        try
        {
            var leftovers = files.ListFolders(folder).Where(name => IsLeftover(name, generation)).ToList();
            if (leftovers.Count == 0)
                return;
            // That the generation is there must be on the disk before the one before it goes.
            files.SyncFolder(folder);
            leftovers.ForEach(name => files.DeleteFolder(Path.Combine(folder, name)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They cost nothing but room.
        }
    }

    private static bool IsLeftover(string name, int generation) => name.EndsWith(Unfinished, StringComparison.Ordinal)
        ? NumberOf(name[..^Unfinished.Length]) > 0
        : NumberOf(name) is > 0 and var number && number < generation;

    /// <summary>The generation that a folder is called by; 0 where it is called otherwise.</summary>
    private static int NumberOf(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && name == Path.GetFileName(PathOf("", number)) ? number : 0;
}
