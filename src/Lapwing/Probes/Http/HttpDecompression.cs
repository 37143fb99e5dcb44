using System.IO.Compression;

namespace Lapwing.Probes.Http;

/// <summary>Undoes the encodings of a body that servers use.</summary>
internal static class HttpDecompression
{
    /// <summary>How a body is encoded; null when it is not.</summary>
    public static string? EncodingOf(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var values)
        && values.ToString().Trim().ToLowerInvariant() is var encoding and not ("" or "identity")
            ? encoding
            : null;

    /// <summary>What <paramref name="packed"/> holds.</summary>
    /// <exception cref="HttpFailedException">
    /// The encoding is unknown, or the body grows beyond <paramref name="max"/>, as a bomb does.
    /// </exception>
    /// <exception cref="InvalidDataException">The body is not what its encoding says.</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> packed, string encoding, long max, CancellationToken cancellation)
    {
        using var stream = Open(packed.ToArray(), encoding);
        var unpacked = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (Read(stream, buffer) is > 0 and var count)
        {
            cancellation.ThrowIfCancellationRequested();
            if (unpacked.Length + count > max)
            {
                throw HttpBody.TooLong("the body decompressed", max);
            }

            unpacked.Write(buffer, 0, count);
        }

        return unpacked.ToArray();
    }

    private static int Read(Stream stream, byte[] buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (InvalidOperationException e)
        {
            // So says BrotliStream what the others say by the right exception.
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static Stream Open(byte[] packed, string encoding) => encoding switch
    {
        "br" => new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress),
        "deflate" when IsZLib(packed) => new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress),
        "deflate" => new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress),
        "gzip" or "x-gzip" => new GZipStream(new MemoryStream(packed), CompressionMode.Decompress),
        _ => throw new HttpFailedException(
            ProbeErrorKind.Protocol,
            $"the body is encoded as {HttpText.Quote(encoding)}, which cannot be undone here: ask for gzip or br by Accept-Encoding",
            transient: false),
    };

    /// <summary>"deflate" means zlib, but some servers leave the zlib header out; RFC 1950 gives this test for one.</summary>
    private static bool IsZLib(byte[] packed) =>
        packed is [var method, var flags, ..] && (method & 15) == 8 && ((method << 8) | flags) % 31 == 0;
}
