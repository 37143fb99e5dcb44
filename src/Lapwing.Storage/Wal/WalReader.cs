using Lapwing.Storage.Files;

namespace Lapwing.Storage.Wal;

/// <summary>
/// Reads the records of the log in their order, and notes what of it is damaged. Holds a segment in memory at a time, and allocates nothing
/// for a record. For one thread; segments that it has before it must not be dropped meanwhile.
/// </summary>
internal sealed class WalReader
{
    private readonly IFileSystem _files;
    private readonly string _folder;
    private readonly WalPosition _from;
    private readonly WalPosition? _until;
    private readonly List<int> _segments;
    private readonly List<WalDamage> _damage = [];

    private int _opened;
    private byte[] _buffer = [];

    /// <summary>Where in the segment the buffer begins.</summary>
    private int _start;

    /// <summary>Where in the buffer the next record is, or should be, and where the records end.</summary>
    private int _next, _end;

    private int _payloadAt, _payloadLength;
    private bool _isHeaderBroken;

    private WalReader(IFileSystem files, string folder, WalPosition from, WalPosition? until)
    {
        (_files, _folder, _from, _until) = (files, folder, from, until);
        try
        {
            _segments = WalSegment.List(files, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WalException($"The folder {folder} of the write-ahead log cannot be read: {e.Message} Make it a folder that this process may read.", e);
        }

        _segments.RemoveAll(number => number < from.Segment || (until is { } end && new WalPosition(number, 0) >= end));
        NoteMissing();
    }

    /// <summary>Where the record stands.</summary>
    public WalPosition Position { get; private set; }

    /// <summary>Behind the record.</summary>
    public WalPosition End => new(Position.Segment, Position.Offset + WalRecord.HeadSize + _payloadLength);

    public byte Type { get; private set; }

    /// <summary>Valid until the next record is read.</summary>
    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(_payloadAt, _payloadLength);

    /// <summary>What could not be read so far.</summary>
    public IReadOnlyList<WalDamage> Damage => _damage;

    /// <summary>
    /// Reads the log that an earlier process left, from a position on, and cuts off the torn end of its last segment. No writer may be at
    /// work; one that begins later begins a segment of its own.
    /// </summary>
    /// <exception cref="WalException">The folder cannot be read.</exception>
    public static WalReader Recover(IFileSystem files, string folder, WalPosition from = default) => new(files, folder, from, null);

    /// <summary>Reads from a position on while a writer is at work, up to a position that its <see cref="WalWriter.End"/> was. Changes nothing.</summary>
    /// <exception cref="WalException">The folder cannot be read.</exception>
    public static WalReader Follow(IFileSystem files, string folder, WalPosition from, WalPosition until) => new(files, folder, from, until);

    /// <summary>Reads the next record; false when there is none.</summary>
    /// <exception cref="WalException">A segment cannot be read, or is of a newer version.</exception>
    public bool MoveNext()
    {
        while (!TryReadRecord())
        {
            if (_opened == _segments.Count)
                return false;
            Open(_segments[_opened++]);
        }

        return true;
    }

    private bool TryReadRecord()
    {
        if (_next == _end)
            return false;
        if (TryReadAt(_next))
            return true;

        var broken = _next;
        while (_buffer.AsSpan(++_next, _end - _next).IndexOf(WalRecord.Marker) is >= 0 and var marker)
        {
            _next += marker;
            var at = _next;
            if (!TryReadAt(at))
                continue;
            NoteDamage(broken, at, WalDamageReason.BrokenRecord);
            return true;
        }

        NoteTornEnd(broken);
        _next = _end;
        return false;
    }

    private bool TryReadAt(int at)
    {
        var position = new WalPosition(_segments[_opened - 1], _start + at);
        if (!WalRecord.TryRead(_buffer.AsSpan(at, _end - at), position, out var type, out var payload))
            return false;
        (Position, Type) = (position, type);
        (_payloadAt, _payloadLength) = (at + WalRecord.HeadSize, payload.Length);
        _next = _payloadAt + _payloadLength;
        return true;
    }

    private void Open(int number)
    {
        _start = number == _from.Segment && _from.Offset > WalSegment.HeaderSize ? _from.Offset : 0;
        _next = 0;
        _end = Read(number);
        if (_until is { } until && until.Segment == number)
            _end = Math.Clamp(until.Offset - _start, 0, _end);
        _isHeaderBroken = false;
        if (_start == 0 && _end > 0)
            ReadHeader(number);
    }

    private int Read(int number)
    {
        try
        {
            return _files.Read(PathOf(number), _start, ref _buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WalException(
                $"The segment {PathOf(number)} of the write-ahead log cannot be read: {e.Message} "
                + "Nothing was changed; make it readable, or move it away to go on without its records.", e);
        }
    }

    private void ReadHeader(int number)
    {
        var file = _buffer.AsSpan(0, _end);
        var version = WalSegment.ReadVersion(file);
        if (version is not (null or WalSegment.Version))
        {
            _next = _end;
            throw new WalException(
                $"The segment {PathOf(number)} of the write-ahead log has format version {version}, and this program reads version {WalSegment.Version}. "
                + "Nothing was changed; start the newer program that wrote it, or move it away to go on without its records.");
        }

        if (_end < WalSegment.HeaderSize)
        {
            _isHeaderBroken = !WalSegment.IsTornHeader(file);
            NoteTornEnd(0);
            _next = _end;
            return;
        }

        _next = WalSegment.HeaderSize;
        _isHeaderBroken = version is null;
        if (_isHeaderBroken)
            NoteDamage(0, _next, WalDamageReason.BrokenHeader);
    }

    private void NoteMissing()
    {
        var expected = _from.Segment > 0 ? _from.Segment : _segments.FirstOrDefault();
        foreach (var number in _segments)
        {
            if (number > expected)
                _damage.Add(new(expected, 0, 0, WalDamageReason.MissingSegments) { LastSegment = number - 1 });
            expected = number + 1;
        }
    }

    private void NoteDamage(int from, int to, WalDamageReason reason) =>
        _damage.Add(new(_segments[_opened - 1], _start + from, to - from, reason));

    private void NoteTornEnd(int from)
    {
        var number = _segments[_opened - 1];
        _damage.Add(new(number, _start + from, _end - from, WalDamageReason.TornEnd) { IsCut = TryCut(number, _start + from) });
    }

    /// <summary>Cuts only what an earlier process was about to append; a file that does not begin as a segment may be anything.</summary>
    private bool TryCut(int number, int length)
    {
        if (_until is not null || _opened < _segments.Count || _isHeaderBroken)
            return false;
        try
        {
            _files.Truncate(PathOf(number), length);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next segment begins behind it all the same; the bytes are met and told again.
            return false;
        }
    }

    private string PathOf(int number) => Path.Combine(_folder, WalSegment.FileName(number));
}
