using System.Buffers;

namespace Lapwing.Probes.Http;

/// <summary>
/// The body of a response, read to its end in a pooled buffer: all of it where a condition needs it, else no more than what evidence
/// shows, the rest only counted.
/// </summary>
internal sealed class HttpBody
{
    /// <summary>What evidence shows of a body.</summary>
    public const int EvidenceLength = 1024;

    /// <summary>A usual answer of an API in one read.</summary>
    private const int FirstLength = 16 * 1024;

    private byte[] _buffer = [];
    private int _kept;

    /// <summary>Bytes that came, kept or not.</summary>
    public long Length { get; private set; }

    public ReadOnlyMemory<byte> Kept => _buffer.AsMemory(0, _kept);

    /// <summary>Reads to the end.</summary>
    /// <param name="stream">The body.</param>
    /// <param name="whole">Whether all of it is kept.</param>
    /// <param name="max">The most it may be long.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="HttpFailedException">It is longer than <paramref name="max"/>.</exception>
    public async ValueTask ReadAsync(Stream stream, bool whole, long max, CancellationToken cancellation)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(FirstLength);
        while (await stream.ReadAsync(_buffer.AsMemory(_kept), cancellation) is > 0 and var count)
        {
            Length += count;
            if (Length > max)
            {
                throw TooLong("the body", max);
            }

            _kept = whole ? _kept + count : Math.Max(_kept, Math.Min(_kept + count, EvidenceLength));
            if (_kept == _buffer.Length)
            {
                Grow();
            }
        }
    }

    /// <summary>
    /// Gives the buffer back; nothing of the body may be used after that. Not to be called where work on the body may be under way still:
    /// then the garbage collector takes the buffer.
    /// </summary>
    public void Return()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        (_buffer, _kept) = ([], 0);
    }

    public static HttpFailedException TooLong(string what, long max) =>
        new(ProbeErrorKind.Protocol, $"{what} is longer than {max} bytes (max_body)", transient: false);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * _buffer.Length);
        Kept.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
