using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lapwing.Storage.Chunks;

namespace Lapwing.Fuzz.Targets;

/// <summary>
/// Chunks of values. The first two bytes say how many values; what follows is read as a chunk, and as values that are written and read again.
/// </summary>
internal sealed class ChunkTarget : IFuzzTarget
{
    private readonly double[] _values = new double[ValueChunk.MaxCount];
    private readonly double[] _again = new double[ValueChunk.MaxCount];
    private readonly byte[] _chunk = new byte[ValueChunk.MaxSize(ValueChunk.MaxCount)];

    public string Words => "\0 \u0001 \u0002 \u0003 \u007f \u0080 \u00ff \u0040 \u00bf";

    public void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2)
            return;
        var count = 1 + (BinaryPrimitives.ReadUInt16LittleEndian(input) % ValueChunk.MaxCount);
        Read(input[2..], _values.AsSpan(0, count));
        var values = MemoryMarshal.Cast<byte, double>(input[2..]);
        if (!values.IsEmpty)
            WriteAndRead(values[..Math.Min(values.Length, ValueChunk.MaxCount)]);
    }

    private void Read(ReadOnlySpan<byte> chunk, Span<double> values)
    {
        try
        {
            ValueChunk.Decode(chunk, values);
            WriteAndRead(values);
        }
        catch (InvalidDataException)
        {
            // As declared.
        }
    }

    private void WriteAndRead(ReadOnlySpan<double> values)
    {
        var length = ValueChunk.Encode(values, _chunk);
        var again = _again.AsSpan(0, values.Length);
        ValueChunk.Decode(_chunk.AsSpan(0, length), again);
        BrokenPromiseException.ThrowUnless(MemoryMarshal.AsBytes(values).SequenceEqual(MemoryMarshal.AsBytes(again)));
    }
}
