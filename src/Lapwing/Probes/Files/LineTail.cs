using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Lapwing.Probes.Files;

/// <summary>
/// Reads the lines that are added to one file, which it keeps open: so what is added is found whatever becomes of the file's name. A line
/// is counted when its end has come; until then its beginning is read again rather than kept in memory.
/// </summary>
/// <remarks>
/// A file is taken for truncated and read from its beginning when it is shorter than what was read of it, or when the last bytes that
/// were read are no longer what they were. Lines that were written and truncated away between two reads are never seen.
/// </remarks>
internal sealed class LineTail(string path, SafeFileHandle file, FileIdentity identity, LineCounters counters, IFileWatcher watcher)
    : IDisposable
{
    /// <summary>The longest line. Of a longer one the beginning is matched, and the rest is passed over.</summary>
    public const int MaxLine = 1 << 20;

    private const int SmallestBuffer = 4096;

    /// <summary>Enough to hold the time and some words of a log line, so that other content is told apart.</summary>
    private const int MarkSize = 64;

    private readonly byte[] _mark = new byte[MarkSize];
    private int _markLength;

    // Where the line begins whose end has not come yet, and up to where the file was looked at.
    private long _line;
    private long _read;
    private bool _passingOver;
    private long _modified = -1;

    /// <summary>The name it had when it was opened.</summary>
    public string Path => path;

    public FileIdentity Identity => identity;

    /// <summary>When the file was last seen under a name that is watched, or had something new; for its owner.</summary>
    public long LastOfInterest { get; set; }

    public FileStatus? Status => FileStatus.TryGet(file, identity);

    public bool HasNews(FileStatus status) => status.Size != _read || status.Modified != _modified;

    public long Unread(FileStatus status) => Math.Max(0, status.Size - _read);

    /// <summary>Passes over what is there, but for a last line whose end has not come.</summary>
    public void SkipToEnd(long size)
    {
        const int block = 64 * 1024;
        using var pause = watcher.PauseAccesses(file, identity);
        var buffer = ArrayPool<byte>.Shared.Rent(block);
        (_line, _read) = (size, size);
        for (var newline = -1; newline < 0 && _line > 0 && !_passingOver; _line += newline + 1)
        {
            var start = Math.Max(0, _line - block);
            var bytes = buffer.AsSpan(0, RandomAccess.Read(file, buffer.AsSpan(0, (int)(_line - start)), start));
            if (_line == size)
                Remember(bytes);

            newline = bytes.LastIndexOf((byte)'\n');
            _line = start;
            _passingOver = newline < 0 && size - start >= MaxLine;
        }

        if (_passingOver)
            _line = size;

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Counts the new lines, in at most so many new bytes. Returns how many new bytes were read; fewer only at the end.</summary>
    /// <param name="most">From 1.</param>
    public long Read(long most)
    {
        // Asked anew each time: the file may have grown past what it was when the round began.
        if (Status is not { } status)
            return 0;

        using var pause = watcher.PauseAccesses(file, identity);
        if (status.Size < _read || !IsMarkUnchanged())
            StartOver();

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(status.Size - _line, SmallestBuffer, MaxLine));
        try
        {
            return Read(buffer.AsSpan(0, Math.Min(buffer.Length, MaxLine)), status, most);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => file.Dispose();

    private long Read(Span<byte> buffer, FileStatus status, long most)
    {
        for (var total = 0L; ;)
        {
            var begun = (int)(_read - _line);
            var room = buffer[..(int)Math.Min(buffer.Length, begun + most - total)];
            var filled = RandomAccess.Read(file, room, _line);
            if (filled <= begun)
            {
                _modified = status.Modified;
                return total;
            }

            total += filled - begun;
            _read += filled - begun;
            Remember(room[begun..filled]);
            Take(room[..filled], isFull: filled == buffer.Length);

            // The buffer is full of one line only when the file has grown since its status was taken: the next round takes a larger one.
            if (total == most || _read - _line == buffer.Length)
                return total;
        }
    }

    /// <summary>Counts the lines that end in these bytes, which begin where the current line does.</summary>
    private void Take(ReadOnlySpan<byte> bytes, bool isFull)
    {
        if (_passingOver)
        {
            var end = bytes.IndexOf((byte)'\n');
            _passingOver = end < 0;
            Advance(ref bytes, end < 0 ? bytes.Length : end + 1);
        }

        if (bytes.LastIndexOf((byte)'\n') is var last and >= 0)
        {
            counters.Count(bytes[..(last + 1)]);
            Advance(ref bytes, last + 1);
        }
        else if (isFull && bytes.Length == MaxLine)
        {
            counters.CountCut(bytes);
            _passingOver = true;
            Advance(ref bytes, bytes.Length);
        }
    }

    private void Advance(ref ReadOnlySpan<byte> bytes, int count)
    {
        _line += count;
        bytes = bytes[count..];
    }

    private void StartOver() => (_line, _read, _markLength, _passingOver) = (0, 0, 0, false);

    private bool IsMarkUnchanged()
    {
        Span<byte> now = stackalloc byte[MarkSize];
        var mark = _mark.AsSpan(0, _markLength);
        return RandomAccess.Read(file, now[..mark.Length], _read - mark.Length) == mark.Length && now.StartsWith(mark);
    }

    /// <summary>Keeps the last bytes that were read.</summary>
    private void Remember(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < MarkSize)
        {
            var kept = Math.Min(_markLength, MarkSize - bytes.Length);
            _mark.AsSpan(_markLength - kept, kept).CopyTo(_mark);
            bytes.CopyTo(_mark.AsSpan(kept));
            _markLength = kept + bytes.Length;
        }
        else
        {
            bytes[^MarkSize..].CopyTo(_mark);
            _markLength = MarkSize;
        }
    }
}
