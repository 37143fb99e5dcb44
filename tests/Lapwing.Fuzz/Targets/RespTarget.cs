using Lapwing.Probes.Databases.Redis;

namespace Lapwing.Fuzz.Targets;

/// <summary>Answers of a Redis server, which come in pieces of a length that the first byte says.</summary>
internal sealed class RespTarget : IFuzzTarget
{
    public string Words => "\r\n +OK\r\n -ERR :1\r\n $-1\r\n $5\r\nhello\r\n *-1\r\n *2\r\n $ * : + - $0\r\n\r\n *16777216\r\n $16777217\r\n :9223372036854775808\r\n";

    public void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
            return;

        var reader = new RespReader(new Trickle(input[1..].ToArray(), pieces: 1 + input[0]));
        try
        {
            while (true)
            {
                _ = reader.ReadAsync(CancellationToken.None).GetAwaiter().GetResult();
            }
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            // As declared.
        }
    }

    private sealed class Trickle(byte[] bytes, int pieces) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(pieces, buffer.Length)], cancellationToken);
    }
}
