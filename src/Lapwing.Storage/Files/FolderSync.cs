using System.Runtime.InteropServices;

namespace Lapwing.Storage.Files;

/// <summary>The fsync of a folder, which .NET has no call for. Windows has none either, and needs none.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    public static void Run(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Open(path, ReadOnly);
        if (folder < 0)
            throw Failed("opened", path);
        try
        {
            if (Sync(folder) != 0)
                throw Failed("synced to the disk", path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Failed(string what, string path) =>
        new($"The folder {path} could not be {what}: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);
}
