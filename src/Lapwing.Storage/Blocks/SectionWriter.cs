using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Blocks;

/// <summary>Writes the sections of an index one behind the other, and in the end where they are. For one thread.</summary>
internal sealed class SectionWriter(BufferedFile file)
{
    private readonly byte[] _footer = new byte[IndexFooter.Size];
    private readonly List<int> _offsets = [];
    private int _section = -1;
    private long _start;
    private uint _crc;

    private int Length => checked((int)(file.Length - _start));

    public void Begin(IndexSection section)
    {
        Debug.Assert((int)section == _section + 1, "sections come in their order");
        (_section, _start, _crc) = ((int)section, file.Length, 0);
        _offsets.Clear();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _crc = Crc32C.Of(bytes, _crc);
        file.Append(bytes);
    }

    /// <summary>Appends something whose place is noted.</summary>
    public void AppendEntry(ReadOnlySpan<byte> bytes)
    {
        _offsets.Add(Length);
        Append(bytes);
    }

    public void End() => IndexFooter.Write(_footer, _section, _start, Length, _crc);

    /// <summary>Ends the section, and writes the places of its entries as one of its own.</summary>
    public void EndWithOffsets(IndexSection section)
    {
        End();
        int[] offsets = [.. _offsets, Length];
        Begin(section);
        Append(MemoryMarshal.AsBytes<int>(offsets));
        End();
    }

    /// <summary>Writes where the sections are: nothing follows.</summary>
    public void Finish()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_footer.AsSpan(IndexFooter.CrcAt), Crc32C.Of(_footer.AsSpan(0, IndexFooter.CrcAt)));
        file.Append(_footer);
    }
}
