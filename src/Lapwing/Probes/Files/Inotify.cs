using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lapwing.Probes.Files;

/// <summary>
/// Linux' own notices of what happens to files: one instance and one thread for all probes of the process. Files are watched by what
/// they are, not by name, so a renamed file is still watched; probes that watch the same file share one watch of the kernel.
/// </summary>
/// <remarks>
/// Accesses are a lower bound: the kernel merges equal notices that nobody has fetched yet, does not tell of reading through mapped
/// memory, and drops notices when too many wait. Lapwing's own accesses are not counted, for the watch of a file does not ask for them
/// while Lapwing reads it; those of others in the same moment are not counted either.
/// </remarks>
internal sealed class Inotify : IFileWatcher, IDisposable
{
    private static readonly Lazy<IFileWatcher> LazyShared = new(Start);

    private readonly SafeFileHandle _inotify;
    private readonly SafeFileHandle _stop;
    private readonly Lock _lock = new();

    // Both hold the same watches, and are touched under the lock only.
    private readonly Dictionary<int, Watched> _byDescriptor = [];
    private readonly Dictionary<FileIdentity, Watched> _byFile = [];

    private Inotify(SafeFileHandle inotify, SafeFileHandle stop)
    {
        (_inotify, _stop) = (inotify, stop);
        new Thread(Listen) { IsBackground = true, Name = "inotify" }.UnsafeStart();
    }

    /// <summary>The one of this process. It lives as long as the process.</summary>
    public static IFileWatcher Shared => LazyShared.Value;

    public string? Limitation => null;

    /// <summary>A new instance, or what stands in for it where there is none.</summary>
    public static IFileWatcher Start()
    {
        const int closeOnExec = 0x80000;
        const int nonBlocking = 0x800;
        if (!OperatingSystem.IsLinux())
            return new NoFileWatcher("This system does not tell Lapwing of accesses to files; only Linux does.");

        var inotify = Libc.InotifyStart(closeOnExec | nonBlocking);
        if (!inotify.IsInvalid)
            return new Inotify(inotify, Libc.EventCounter(0, closeOnExec));

        var errno = Marshal.GetLastPInvokeError();
        return new NoFileWatcher(errno == Libc.TooManyOpenFiles
            ? "Linux gives this user no further inotify instance; raise fs.inotify.max_user_instances with sysctl and start Lapwing again."
            : $"Linux gives no inotify instance: {Marshal.GetPInvokeErrorMessage(errno)}.");
    }

    public IFileWatch? Watch(string path, bool isFolder, IFileObserver observer, out string? problem)
    {
        // The location is held so that what is watched is certainly what was identified, whatever is renamed meanwhile.
        using var location = Libc.Open(path, Libc.OpenLocation);
        if (location.IsInvalid || FileStatus.TryGet(location, default) is not { } status)
        {
            problem = Refusal(Marshal.GetLastPInvokeError(), path);
            return null;
        }

        lock (_lock)
        {
            var watched = FindOrAdd_NeedsLock(location, status.Identity, isFolder);
            problem = watched is null ? Refusal(Marshal.GetLastPInvokeError(), path) : null;
            return watched is null ? null : new Subscription(this, watched, path, observer);
        }
    }

    public IDisposable? PauseAccesses(SafeFileHandle file, FileIdentity identity)
    {
        lock (_lock)
        {
            if (!_byFile.TryGetValue(identity, out var watched))
                return null;

            var pause = new Pause(this, watched, file);
            if (watched.Pauses++ == 0)
                Libc.InotifyAdd(_inotify, PathOf(file), watched.Mask);

            return pause;
        }
    }

    /// <summary>Ends the thread, which then closes the instance and with it all watches.</summary>
    public void Dispose() => Libc.Write(_stop, BitConverter.GetBytes(1UL), sizeof(ulong));

    // Names an open file exactly; needs /proc, as there is everywhere but in the barest of containers.
    internal static string PathOf(SafeFileHandle file) => $"/proc/self/fd/{file.DangerousGetHandle()}";

    internal static string? Refusal(int errno, string path) => errno switch
    {
        Libc.NoEntry or Libc.NotAFolder => null,
        Libc.NoSpace => $"{path} cannot be watched: this user has as many inotify watches as Linux allows; raise "
            + "fs.inotify.max_user_watches with sysctl. Until then its accesses are not counted, and changes are noticed at the next round.",
        _ => $"{path} cannot be watched: {Marshal.GetPInvokeErrorMessage(errno)}. Its accesses are not counted, and changes are noticed at "
            + "the next round.",
    };

    private Watched? FindOrAdd_NeedsLock(SafeFileHandle location, FileIdentity identity, bool isFolder)
    {
        if (_byFile.TryGetValue(identity, out var watched))
            return watched;

        var added = new Watched(identity, isFolder);
        added.Descriptor = Libc.InotifyAdd(_inotify, PathOf(location), added.Mask);
        if (added.Descriptor < 0)
            return null;

        return _byDescriptor[added.Descriptor] = _byFile[identity] = added;
    }

    private void Unsubscribe(Subscription subscription)
    {
        lock (_lock)
        {
            var watched = subscription.Watched;
            watched.Subscriptions = watched.Subscriptions.Remove(subscription);
            if (watched is { Subscriptions.IsEmpty: true, IsAlive: true })
            {
                Forget_NeedsLock(watched);
                Libc.InotifyRemove(_inotify, watched.Descriptor);
            }
        }
    }

    private void Resume(Watched watched, SafeFileHandle file)
    {
        lock (_lock)
        {
            if (--watched.Pauses == 0 && watched.IsAlive)
                Libc.InotifyAdd(_inotify, PathOf(file), watched.Mask);
        }
    }

    private void Forget_NeedsLock(Watched watched)
    {
        watched.IsAlive = false;
        _byDescriptor.Remove(watched.Descriptor);
        _byFile.Remove(watched.Identity);
    }

    private void Listen()
    {
        var buffer = new byte[64 * 1024];
        Span<Libc.PollEntry> entries =
        [
            new() { Descriptor = (int)_inotify.DangerousGetHandle(), Wanted = Libc.PollEntry.Readable },
            new() { Descriptor = (int)_stop.DangerousGetHandle(), Wanted = Libc.PollEntry.Readable },
        ];
        while (entries[1].Happened == 0)
        {
            if (Libc.Poll(entries, (nuint)entries.Length, milliseconds: -1) > 0
                && Libc.Read(_inotify, buffer, (nuint)buffer.Length) is var read and > 0)
            {
                DispatchAll(buffer.AsSpan(0, (int)read));
            }
        }

        _inotify.Dispose();
        _stop.Dispose();
    }

    private void DispatchAll(ReadOnlySpan<byte> notices)
    {
        while (InotifyEvent.TryTake(ref notices, out var notice))
        {
            foreach (var subscription in SubscriptionsTo(notice))
            {
                subscription.Dispatch(notice);
            }
        }
    }

    private ImmutableArray<Subscription> SubscriptionsTo(in InotifyEvent notice)
    {
        lock (_lock)
        {
            if (notice.Has(InotifyEvent.Overflow))
                return [.. _byDescriptor.Values.SelectMany(watched => watched.Subscriptions)];

            if (!_byDescriptor.TryGetValue(notice.Descriptor, out var watched))
                return [];

            // Said before anyone hears of it, so that who looks at once finds the watch dead and makes a new one.
            if (notice.Has(InotifyEvent.DeletedItself | InotifyEvent.Ignored))
                Forget_NeedsLock(watched);

            return watched.Subscriptions;
        }
    }

    /// <summary>A watch of the kernel. Everything in it is touched under the lock only, but for <see cref="IsAlive"/>.</summary>
    private sealed class Watched(FileIdentity identity, bool isFolder)
    {
        private volatile bool _isAlive = true;

        public FileIdentity Identity => identity;

        public int Descriptor { get; set; }

        public int Pauses { get; set; }

        public ImmutableArray<Subscription> Subscriptions { get; set; } = [];

        public bool IsAlive { get => _isAlive; set => _isAlive = value; }

        public uint Mask => (isFolder, Pauses) switch
        {
            (true, _) => InotifyEvent.FolderChanges,
            (false, 0) => InotifyEvent.FileChanges | InotifyEvent.Accesses,
            _ => InotifyEvent.FileChanges,
        };
    }

    private sealed class Subscription : IFileWatch
    {
        private readonly Inotify _owner;
        private readonly string _path;
        private readonly IFileObserver _observer;

        // Made under the lock.
        public Subscription(Inotify owner, Watched watched, string path, IFileObserver observer)
        {
            (_owner, Watched, _path, _observer) = (owner, watched, path, observer);
            watched.Subscriptions = watched.Subscriptions.Add(this);
        }

        public Watched Watched { get; }

        public bool IsAlive => Watched.IsAlive;

        public void Dispatch(in InotifyEvent notice)
        {
            if (notice.Has(InotifyEvent.Accesses))
                _observer.OnAccess();
            else
                _observer.OnChange(notice.Name is null ? _path : Path.Join(_path, notice.Name), notice.Has(InotifyEvent.IsFolder));
        }

        public void Dispose() => _owner.Unsubscribe(this);
    }

    private sealed class Pause(Inotify owner, Watched watched, SafeFileHandle file) : IDisposable
    {
        public void Dispose() => owner.Resume(watched, file);
    }
}
