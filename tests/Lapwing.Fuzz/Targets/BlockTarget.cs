using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Files;
using Lapwing.Storage.Index;
using Lapwing.Testing;

namespace Lapwing.Fuzz.Targets;

/// <summary>
/// A block that another process left: an even first byte begins an index, an odd one a segment. The checksums are made right, so that what is behind
/// them is reached. Whatever it is, it is read, or said to be broken.
/// </summary>
internal sealed class BlockTarget : IFuzzTarget
{
    private const int Entries = 50;

    private static readonly LabelMatcher[][] Matchers =
    [
        [], [new("a", MatchOperator.Equal, "x")], [new("a", MatchOperator.NotEqual, "x")], [new("a", MatchOperator.Matches, "x.*|y")], [new("b", MatchOperator.DoesNotMatch, ".+")],
    ];

    private readonly TempFolder _folder = new();

    public BlockTarget() => AppDomain.CurrentDomain.ProcessExit += (_, _) => _folder.Dispose();

    public string Words => "LAPW-IDX a x y \0\0\0\u0001 \u0001\0\0\0 \u00ff\u00ff\u00ff\u00ff\u000f";

    public void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2)
            return;
        try
        {
            if (input[0] % 2 == 0)
                ReadIndex(input[1..].ToArray());
            else
                ReadSegment(input[1..].ToArray());
        }
        catch (InvalidDataException)
        {
            // As declared.
        }
    }

    private void ReadIndex(byte[] file)
    {
        MakeRight(file);
        File.WriteAllBytes(_folder["index"], file);
        using var index = new BlockIndex(_folder["index"]);
        for (var series = 0; series < Math.Min(index.Series, Entries); series++)
        {
            Try(() => index.LabelsOf(series));
            Try(() => index.PlaceOf(series));
        }

        for (var group = 0; group < Math.Min(index.Groups, Entries); group++)
        {
            Try(() => index.SegmentsOf(group));
        }

        Try(index.LabelNames);
        foreach (var matchers in Matchers)
        {
            Try(() => Selection.Of(index, matchers));
        }
    }

    private static void ReadSegment(byte[] bytes)
    {
        var rows = bytes.Length < SegmentWriter.HeadSize ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (rows is < 0 or > SegmentWriter.MaxRows)
            return;
        MakeColumnsRight(bytes);
        var segment = new BlockSegment(bytes, rows, isChecked: true);
        var values = new double[rows];
        var present = new ulong[(rows + 63) / 64];
        for (var column = 0; column < Math.Min(segment.Columns, Entries); column++)
        {
            segment.Read(column, values, present);
        }

        segment.ReadTimes(new long[rows]);
    }

    /// <summary>One thing that is broken does not keep the others from being read.</summary>
    private static void Try<T>(Func<T> read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException)
        {
            // As declared.
        }
    }

    private static void MakeRight(byte[] file)
    {
        if (file.Length < BlockFormat.HeaderSize + IndexFooter.Size)
            return;
        BlockFormat.WriteHeader(file, BlockFormat.IndexMagic);
        var footer = file.AsSpan(file.Length - IndexFooter.Size);
        for (var section = 0; section < IndexFooter.Sections; section++)
        {
            var (offset, length, _) = IndexFooter.Read(footer, section);
            if (offset >= 0 && length >= 0 && offset <= file.Length - length)
                IndexFooter.Write(footer, section, offset, length, Crc32C.Of(file.AsSpan((int)offset, (int)length)));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(footer[IndexFooter.CrcAt..], Crc32C.Of(footer[..IndexFooter.CrcAt]));
    }

    private static void MakeColumnsRight(byte[] bytes)
    {
        if (bytes.Length < SegmentWriter.HeadSize)
            return;
        var columns = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        var entriesAt = SegmentWriter.HeadSize + (long)BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        var dataAt = entriesAt + ((long)columns * ColumnEntry.Size) + sizeof(uint);
        if (columns < 0 || entriesAt < SegmentWriter.HeadSize || dataAt > bytes.Length)
            return;
        foreach (var entry in MemoryMarshal.Cast<byte, ColumnEntry>(bytes.AsSpan((int)entriesAt, columns * ColumnEntry.Size)).ToArray())
        {
            var end = dataAt + entry.Offset + entry.Length;
            if (end + sizeof(uint) <= bytes.Length)
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)end), Crc32C.Of(bytes.AsSpan((int)(dataAt + entry.Offset), entry.Length)));
        }
    }
}
