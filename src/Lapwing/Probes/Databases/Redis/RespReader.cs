using System.Globalization;
using System.Text;

namespace Lapwing.Probes.Databases.Redis;

/// <summary>
/// Reads answers in RESP 2: texts as <see cref="string"/>, integers as <see cref="long"/>, lists as <c>object?[]</c>, null as null, errors
/// as <see cref="RedisServerException"/>.
/// </summary>
internal sealed class RespReader(Stream stream)
{
    /// <summary>Longer texts are no metrics. An INFO has about 10 KB.</summary>
    private const int MaxLength = 16 * 1024 * 1024;

    /// <summary>A line holds a number or a message.</summary>
    private const int MaxLine = 64 * 1024;

    /// <summary>A list is no metric at all; it is read to its end, so that the answers behind it are found.</summary>
    private const int MaxItems = 100_000;

    private const int MaxDepth = 8;

    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private int _items;

    /// <summary>The next answer.</summary>
    /// <exception cref="InvalidDataException">It is not of the protocol, or longer than any that is of use.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection before the end of it.</exception>
    public Task<object?> ReadAsync(CancellationToken cancellation)
    {
        _items = 0;
        return ReadAsync(0, cancellation);
    }

    private async Task<object?> ReadAsync(int depth, CancellationToken cancellation)
    {
        var line = await ReadLineAsync(cancellation);
        if (line.Length == 0 || depth > MaxDepth)
            throw NotOfProtocol();
        var rest = line[1..];
        return line[0] switch
        {
            '+' => rest,
            '-' => new RedisServerException(rest),
            ':' => long.TryParse(rest, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NotOfProtocol(),
            '$' => Length(rest) is var length && length < 0 ? null : await ReadTextAsync(length, cancellation),
            '*' => Length(rest) is var count && count < 0 ? null : await ReadListAsync(count, depth, cancellation),
            _ => throw NotOfProtocol(" Is something else listening there, or TLS needed (rediss://)?"),
        };
    }

    private async Task<object?[]> ReadListAsync(int count, int depth, CancellationToken cancellation)
    {
        var items = new List<object?>();
        while (items.Count < count)
        {
            if (++_items > MaxItems)
                throw new InvalidDataException($"The answer is a list of more than {MaxItems} items.");
            items.Add(await ReadAsync(depth + 1, cancellation));
        }

        return [.. items];
    }

    private async Task<string> ReadTextAsync(int length, CancellationToken cancellation)
    {
        await FillAsync(length + 2, cancellation);
        if (_buffer.AsSpan(_start + length, 2) is not [(byte)'\r', (byte)'\n'])
            throw NotOfProtocol();
        var text = Encoding.UTF8.GetString(_buffer, _start, length);
        _start += length + 2;
        return text;
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        // What was searched before is not searched again, but for a last byte that may be half of the end.
        for (var searched = 0; searched < MaxLine; searched = _end - _start - 1)
        {
            await FillAsync(searched + 2, cancellation);
            var end = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf("\r\n"u8);
            if (end < 0)
                continue;
            var line = Encoding.UTF8.GetString(_buffer, _start, searched + end);
            _start += searched + end + 2;
            return line;
        }

        throw NotOfProtocol($" It has a line of more than {MaxLine} bytes.");
    }

    /// <summary>Makes sure that so many bytes stand in the buffer.</summary>
    private async ValueTask FillAsync(int count, CancellationToken cancellation)
    {
        if (_end - _start >= count)
            return;
        MakeRoom(count);
        while (_end - _start < count)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0)
                throw new EndOfStreamException("the server closed the connection");
            _end += read;
        }
    }

    private void MakeRoom(int count)
    {
        var target = count > _buffer.Length ? new byte[Math.Max(count, 2 * _buffer.Length)] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        (_buffer, _end, _start) = (target, _end - _start, 0);
    }

    private static int Length(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var length) && length <= MaxLength
        ? length
        : throw new InvalidDataException($"The answer is longer than {MaxLength} bytes.");

    private static InvalidDataException NotOfProtocol(string more = "") => new($"The answer is not of the Redis protocol.{more}");
}

/// <summary>An error that the server answered with, such as <c>WRONGPASS invalid username-password pair</c>.</summary>
internal sealed class RedisServerException(string message) : Exception(message)
{
    /// <summary>The first word.</summary>
    public string Code => Message.Split(' ', 2)[0];
}
