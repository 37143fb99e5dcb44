using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Blocks;

/// <summary>The postings of one label after another, as they stand in an index. For one thread.</summary>
internal sealed class PostingsWriter
{
    private const int LongestPosting = 5;

    private byte[] _bytes = new byte[1024];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Adds the postings of the next label.</summary>
    /// <param name="series">The series that have it, ascending.</param>
    public void Add(ReadOnlySpan<int> series)
    {
        var room = checked(Length + (LongestPosting * series.Length));
        if (_bytes.Length < room)
            Array.Resize(ref _bytes, (int)Math.Clamp(2L * _bytes.Length, room, Array.MaxLength));
        var writer = new ByteWriter(_bytes.AsSpan(Length));
        var before = 0;
        foreach (var one in series)
        {
            writer.Varint((ulong)(one - before));
            before = one;
        }

        Length += writer.Length;
    }
}
