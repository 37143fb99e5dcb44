using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lapwing.Probes.Files;

/// <summary>Which file it is, whatever its name: device and inode on Linux, path and time of creation elsewhere.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);

/// <summary>What stands at a path.</summary>
internal enum FileKind
{
    Regular,
    Folder,
    Pipe,
    Socket,
    Device,
}

/// <summary>
/// What the file system says about a file without opening it. Symbolic links are followed. Equal statuses mean that the content was not
/// changed between them, as far as the file system tells.
/// </summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="Kind">What it is. Other systems than Linux tell only folders from the rest.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Time of the last change of content, in nanoseconds since 1970-01-01 UTC.</param>
internal readonly record struct FileStatus(FileIdentity Identity, FileKind Kind, long Size, long Modified)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public DateTimeOffset ModifiedTime => DateTimeOffset.UnixEpoch.AddTicks(Modified / TimeSpan.NanosecondsPerTick);

    public double ModifiedSeconds => Modified / (double)NanosecondsPerSecond;

    public static bool TryGet(string path, out FileStatus status, [NotNullWhen(false)] out ProbeError? problem)
    {
        (status, problem) = (default, null);
        if (!OperatingSystem.IsLinux())
            return TryGetPortably(path, out status, out problem);

        if (Libc.TryGetStatus(path, out var statx))
            status = Of(statx);
        else
            problem = FileProblem.Of(Marshal.GetLastPInvokeError(), path);

        return problem is null;
    }

    /// <summary>The status of an open file, which may have another name by now, or none. Null when the file system fails.</summary>
    public static FileStatus? TryGet(SafeFileHandle file, FileIdentity identity)
    {
        if (OperatingSystem.IsLinux())
            return Libc.TryGetStatus(file, out var statx) ? Of(statx) : null;

        try
        {
            return new(identity, FileKind.Regular, RandomAccess.GetLength(file), Nanoseconds(File.GetLastWriteTimeUtc(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileStatus Of(in Libc.Statx statx) => new(
        new(((ulong)statx.DeviceMajor << 32) | statx.DeviceMinor, statx.Inode),
        KindOf(statx.Mode),
        (long)statx.Size,
        (statx.ModifiedSeconds * NanosecondsPerSecond) + statx.ModifiedNanoseconds);

    // The numbers of S_IFMT.
    private static FileKind KindOf(ushort mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0x1000 => FileKind.Pipe,
        0xC000 => FileKind.Socket,
        _ => FileKind.Device,
    };

    private static bool TryGetPortably(string path, out FileStatus status, [NotNullWhen(false)] out ProbeError? problem)
    {
        (status, problem) = (default, null);
        try
        {
            var file = new FileInfo(path);
            if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
                file = target;

            var kind = (file.Attributes & FileAttributes.Directory) != 0 ? FileKind.Folder : FileKind.Regular;
            var identity = new FileIdentity((uint)path.GetHashCode(StringComparison.Ordinal), (ulong)file.CreationTimeUtc.Ticks);
            status = new(identity, kind, kind == FileKind.Folder ? 0 : file.Length, Nanoseconds(file.LastWriteTimeUtc));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = FileProblem.Of(e, path);
        }

        return problem is null;
    }

    private static long Nanoseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
