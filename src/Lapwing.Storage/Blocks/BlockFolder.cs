using System.Globalization;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>What the folders and files of blocks are called, and how a block comes to be there as a whole.</summary>
internal static class BlockFolder
{
    public const string Meta = "meta.json";
    public const string Index = "index";
    public const string Chunks = "chunks";

    /// <summary>Ends the name of a folder that is being written.</summary>
    private const string Unfinished = ".new";

    public static string PathOf(string folder, int number) => Path.Combine(folder, number.ToString("D8", CultureInfo.InvariantCulture));

    public static string UnfinishedPathOf(string folder, int number) => PathOf(folder, number) + Unfinished;

    /// <summary>The numbers of the blocks that are there, ascending.</summary>
    public static List<int> List(IFileSystem files, string folder) =>
        [.. files.ListFolders(folder).Select(NumberOf).Where(number => number > 0).Order()];

    /// <summary>Deletes what was being written when a process ended.</summary>
    public static void Clean(IFileSystem files, string folder)
    {
        foreach (var name in files.ListFolders(folder))
        {
            if (name.EndsWith(Unfinished, StringComparison.Ordinal) && NumberOf(name[..^Unfinished.Length]) > 0)
                files.DeleteFolder(Path.Combine(folder, name));
        }
    }

    /// <summary>Gives a block that is written and synced its name: from then on it is there.</summary>
    public static void Publish(IFileSystem files, string folder, int number)
    {
        files.SyncFolder(UnfinishedPathOf(folder, number));
        files.RenameFolder(UnfinishedPathOf(folder, number), PathOf(folder, number));
        files.SyncFolder(folder);
    }

    /// <summary>Deletes a block: it is there whole, or not at all.</summary>
    public static void Remove(IFileSystem files, string folder, int number)
    {
        files.RenameFolder(PathOf(folder, number), UnfinishedPathOf(folder, number));
        files.DeleteFolder(UnfinishedPathOf(folder, number));
    }

    private static int NumberOf(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && name == Path.GetFileName(PathOf("", number)) ? number : 0;
}
