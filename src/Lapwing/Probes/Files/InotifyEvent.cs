using System.Text;

namespace Lapwing.Probes.Files;

/// <summary>
/// One <c>struct inotify_event</c>: descriptor, mask, cookie and length of the name (4 bytes each, in the order of the processor), then the
/// name, filled up with zeros.
/// </summary>
/// <param name="Descriptor">The watch it belongs to.</param>
/// <param name="Mask">What happened.</param>
/// <param name="Name">The entry of a watched folder; null when the watched file or folder itself is meant.</param>
internal readonly record struct InotifyEvent(int Descriptor, uint Mask, string? Name)
{
    public const uint Access = 0x1;
    public const uint Modified = 0x2;
    public const uint AttributesChanged = 0x4;
    public const uint Opened = 0x20;
    public const uint MovedFrom = 0x40;
    public const uint MovedTo = 0x80;
    public const uint Created = 0x100;
    public const uint Deleted = 0x200;
    public const uint DeletedItself = 0x400;
    public const uint MovedItself = 0x800;

    /// <summary>Notices were dropped because too many waited. It belongs to no watch.</summary>
    public const uint Overflow = 0x4000;

    /// <summary>The watch is gone: removed, or with the file.</summary>
    public const uint Ignored = 0x8000;

    public const uint IsFolder = 0x4000_0000;

    public const uint Accesses = Access | Opened;
    public const uint FileChanges = Modified | AttributesChanged | DeletedItself | MovedItself;
    public const uint FolderChanges = Created | Deleted | MovedFrom | MovedTo | DeletedItself | MovedItself | OnlyFolders;

    private const uint OnlyFolders = 0x0100_0000;
    private const int HeaderSize = 16;

    public bool Has(uint flags) => (Mask & flags) != 0;

    /// <summary>Takes the first off what was read.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> notices, out InotifyEvent notice)
    {
        notice = default;
        if (notices.Length < HeaderSize)
            return false;

        var length = HeaderSize + BitConverter.ToInt32(notices[12..]);
        var name = notices[HeaderSize..length].TrimEnd((byte)0);
        var text = name.IsEmpty ? null : Encoding.UTF8.GetString(name);
        notice = new(BitConverter.ToInt32(notices), BitConverter.ToUInt32(notices[4..]), text);
        notices = notices[length..];
        return true;
    }
}
