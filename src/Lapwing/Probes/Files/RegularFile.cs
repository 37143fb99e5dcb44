using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lapwing.Probes.Files;

/// <summary>Opens files for reading such that it never hangs on a pipe, is in nobody's way and is not counted as an access.</summary>
internal static class RegularFile
{
    public static bool TryOpen(
        string path,
        IFileWatcher watcher,
        [NotNullWhen(true)] out SafeFileHandle? file,
        out FileStatus status,
        [NotNullWhen(false)] out ProbeError? problem)
    {
        try
        {
            problem = OperatingSystem.IsLinux() ? Open(path, watcher, out file, out status) : OpenPortably(path, out file, out status);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            (file, status, problem) = (null, default, FileProblem.Of(e, path));
        }

        return problem is null;
    }

    // First only its location: what it is can then be told without an access, and does not change until it is opened.
    private static ProbeError? Open(string path, IFileWatcher watcher, out SafeFileHandle? file, out FileStatus status)
    {
        (file, status) = (null, default);
        using var location = Libc.Open(path, Libc.OpenLocation);
        if (location.IsInvalid || FileStatus.TryGet(location, default) is not { } found)
            return FileProblem.Of(Marshal.GetLastPInvokeError(), path);

        if (found.Kind != FileKind.Regular)
            return FileProblem.Of(found.Kind, path);

        using var pause = watcher.PauseAccesses(location, found.Identity);
        (file, status) = (Libc.Open(Inotify.PathOf(location), Libc.OpenForReading), found);
        return file.IsInvalid ? FileProblem.Of(Marshal.GetLastPInvokeError(), path) : null;
    }

    private static ProbeError? OpenPortably(string path, out SafeFileHandle? file, out FileStatus status)
    {
        file = null;
        if (!FileStatus.TryGet(path, out status, out var problem))
            return problem;

        if (status.Kind != FileKind.Regular)
            return FileProblem.Of(status.Kind, path);

        file = OperatingSystem.IsWindows()
            ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : Libc.Open(path, Libc.OpenForReading);
        if (file.IsInvalid)
            return FileProblem.Of(Marshal.GetLastPInvokeError(), path);

        // Throws for what cannot be positioned, such as a pipe.
        _ = RandomAccess.GetLength(file);
        return null;
    }
}
