using System.Globalization;
using System.Text;

namespace Lapwing.Probes.Databases.Redis;

/// <summary>
/// Reads answers in RESP 2: texts as <see cref="string"/>, integers as <see cref="long"/>, lists as <see cref="RespList"/>, null as null,
/// errors as <see cref="RedisServerException"/>. What breaks the protocol is an <see cref="InvalidDataException"/>, and ends the connection.
/// </summary>
/// <remarks>The other end may be anything, so whatever it sends costs no more memory than one answer may have bytes.</remarks>
internal sealed class RespReader(Stream stream)
{
    /// <summary>Bytes of one answer with all that is in it. An INFO has about 10 KB; longer answers are no metrics.</summary>
    private const int MaxAnswer = 16 << 20;

    /// <summary>Bytes of a line: a length, a number, or a message that people read.</summary>
    private const int MaxLine = 64 << 10;

    private const int MaxDepth = 8;

    private byte[] _buffer = new byte[16 << 10];
    private int _start;
    private int _end;
    private int _left;

    private ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    public Task<object?> ReadAsync(CancellationToken cancellation)
    {
        _left = MaxAnswer;
        return ReadAsync(0, cancellation);
    }

    private async Task<object?> ReadAsync(int depth, CancellationToken cancellation)
    {
        var line = await ReadLineAsync(cancellation);
        if (line.Length == 0 || depth > MaxDepth)
            throw NotRedis();
        var rest = line[1..];
        return line[0] switch
        {
            '+' => rest,
            '-' => new RedisServerException(rest),
            ':' => Number(rest),
            '$' => Length(rest) is { } length ? await ReadTextAsync(length, cancellation) : null,
            '*' => Length(rest) is { } count ? await SkipListAsync(count, depth, cancellation) : null,
            _ => throw NotRedis(),
        };
    }

    private async Task<RespList> SkipListAsync(int count, int depth, CancellationToken cancellation)
    {
        for (var i = 0; i < count; i++)
        {
            await ReadAsync(depth + 1, cancellation);
        }

        return new(count);
    }

    private async Task<string> ReadTextAsync(int length, CancellationToken cancellation)
    {
        await FillAsync(length + 2, cancellation);
        if (!Buffered[length..].StartsWith("\r\n"u8))
            throw NotRedis();
        return Take(length);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        for (var seen = 0; ;)
        {
            // The end may have come in two pieces.
            var from = Math.Max(0, seen - 1);
            if (Buffered[from..].IndexOf("\r\n"u8) is var end and >= 0)
                return Take(from + end);
            seen = Buffered.Length;
            if (seen > MaxLine)
                throw NotRedis();
            await FillAsync(seen + 1, cancellation);
        }
    }

    /// <summary>Takes so many bytes out of the buffer as a text, and the end of the line behind them.</summary>
    private string Take(int length)
    {
        if ((_left -= length + 2) < 0)
            throw TooLong();
        var text = Encoding.UTF8.GetString(_buffer, _start, length);
        _start += length + 2;
        return text;
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
        Buffered.CopyTo(target);
        (_buffer, _end, _start) = (target, _end - _start, 0);
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NotRedis();

    /// <summary>Null for -1, which says that there is no value.</summary>
    private static int? Length(string text) => Number(text) switch
    {
        -1 => null,
        < 0 => throw NotRedis(),
        > MaxAnswer => throw TooLong(),
        var length => (int)length,
    };

    private static InvalidDataException TooLong() => new($"the answer is longer than {MaxAnswer >> 20} MiB; ask for less");

    private static InvalidDataException NotRedis() =>
        new("the answer is not of the Redis protocol; is something else listening there, or TLS needed (rediss://)?");
}

/// <summary>A list. Only its length is kept: no metric is made of what is in it.</summary>
internal sealed record RespList(int Count);

/// <summary>An error that the server answered with, such as <c>WRONGPASS invalid username-password pair</c>.</summary>
internal sealed class RedisServerException(string message) : Exception(message)
{
    /// <summary>The first word.</summary>
    public string Code => Message.Split(' ', 2)[0];
}
