using System.Runtime.InteropServices;

namespace Lapwing.Probes.Files;

/// <summary>Says what is wrong with a path in words that tell what to do. None of it goes away by asking again at once.</summary>
internal static class FileProblem
{
    /// <param name="errno">The number that the operating system gave as the reason.</param>
    /// <param name="path">What was asked for.</param>
    public static ProbeError Of(int errno, string path) => errno switch
    {
        Libc.NoEntry => Missing($"{path} does not exist."),
        Libc.NotAFolder => Missing($"{path} does not exist: a part of the path is not a folder."),
        Libc.PermissionDenied or Libc.PermissionRefused => NoPermission(path),
        Libc.TooManyOpenFiles => Unreadable($"{path} cannot be opened: Lapwing has too many files open; raise its limit (ulimit -n)."),
        _ => Unreadable($"{path} cannot be read: {Marshal.GetPInvokeErrorMessage(errno)} (error {errno})."),
    };

    public static ProbeError Of(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => Missing($"{path} does not exist."),
        UnauthorizedAccessException => NoPermission(path),
        _ => Unreadable($"{path} cannot be read: {exception.Message}"),
    };

    /// <summary>For what is there but is not a file that can be watched.</summary>
    public static ProbeError Of(FileKind kind, string path) => kind switch
    {
        FileKind.Folder => Unreadable($"{path} is a folder; to watch the files in it, write {Path.Join(path, "*")}."),
        FileKind.Pipe => Unreadable($"{path} is a named pipe, not a regular file."),
        FileKind.Socket => Unreadable($"{path} is a socket, not a regular file."),
        _ => Unreadable($"{path} is a device, not a regular file."),
    };

    public static ProbeError Missing(string message) => new(ProbeErrorKind.Missing, message, Transient: false);

    public static ProbeError Unreadable(string message) => new(ProbeErrorKind.Unreadable, message, Transient: false);

    private static ProbeError NoPermission(string path) =>
        Unreadable($"{path} cannot be read: permission denied to the user {Environment.UserName}, who Lapwing runs as.");
}
