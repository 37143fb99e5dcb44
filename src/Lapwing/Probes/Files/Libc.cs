using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lapwing.Probes.Files;

/// <summary>
/// The calls of the C library that .NET has no names for. Their numbers are those of Linux on every processor that .NET runs on;
/// <see cref="Open"/> and <see cref="OpenForReading"/> also serve other Unix systems. A failure is in
/// <see cref="Marshal.GetLastPInvokeError"/>.
/// </summary>
internal static partial class Libc
{
    /// <summary>Opening a pipe or a device does not wait, and the descriptor is not passed on to child processes.</summary>
    public static readonly int OpenForReading =
        OperatingSystem.IsLinux() ? 0x800 | 0x80000 : 0x4 | (OperatingSystem.IsMacOS() ? 0x1000000 : 0x100000);

    /// <summary>O_PATH | O_CLOEXEC: names a file without opening it, so that nobody sees an access.</summary>
    public const int OpenLocation = 0x200000 | 0x80000;

    public const int PermissionRefused = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int PermissionDenied = 13;
    public const int NotAFolder = 20;
    public const int TooManyOpenFiles = 24;
    public const int NoSpace = 28;

    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStatus = 0x7ff;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    public static bool TryGetStatus(string path, out Statx status) => GetStatus(CurrentFolder, path, 0, BasicStatus, out status) == 0;

    public static bool TryGetStatus(SafeFileHandle file, out Statx status) => GetStatus(file, "", EmptyPath, BasicStatus, out status) == 0;

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    public static partial SafeFileHandle InotifyStart(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int InotifyAdd(SafeFileHandle inotify, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true)]
    public static partial int InotifyRemove(SafeFileHandle inotify, int watch);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial SafeFileHandle EventCounter(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle file, Span<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(Span<PollEntry> entries, nuint count, int milliseconds);

    // statx, not stat: its result has the same layout everywhere.
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetStatus(int folder, string path, int flags, uint mask, out Statx status);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetStatus(SafeFileHandle file, string path, int flags, uint mask, out Statx status);

    /// <summary>The fields of <c>struct statx</c> that are of use here.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct Statx
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public const short Readable = 1;

        public int Descriptor;
        public short Wanted;
        public short Happened;
    }
}
