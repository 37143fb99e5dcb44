using Lapwing.Storage.Wal;

namespace Lapwing.Fuzz.Targets;

/// <summary>
/// The segment that another process left. Whatever is in it, its records have the checksums of their places, reading it again gives the same,
/// and a writer can go on behind it.
/// </summary>
internal sealed class WalTarget : IFuzzTarget
{
    private const string Folder = "wal";
    private static readonly string First = Path.Combine(Folder, WalSegment.FileName(1));

    public string Words => "LAPW-WAL \u00b7 \0\0\0\0 \u0001\0\0\0 \0\0\0\u0001";

    public void Run(ReadOnlySpan<byte> input)
    {
        var files = new MemoryFiles();
        using (var segment = files.Create(First))
        {
            segment.Append(input);
        }

        try
        {
            var records = Read(files);
            BrokenPromiseException.ThrowUnless(Read(files).SequenceEqual(records));
            var added = Append(files);
            BrokenPromiseException.ThrowUnless(Read(files).SequenceEqual([.. records, added]));
        }
        catch (WalException)
        {
            // As declared: a segment of a newer version, which is left as it is.
            BrokenPromiseException.ThrowUnless(files[First].SequenceEqual(input));
        }
    }

    private static List<WalPosition> Read(MemoryFiles files)
    {
        var reader = WalReader.Recover(files, Folder);
        var records = new List<WalPosition>();
        while (reader.MoveNext())
        {
            Check(reader, files[Path.Combine(Folder, WalSegment.FileName(reader.Position.Segment))][reader.Position.Offset..]);
            records.Add(reader.Position);
        }

        return records;
    }

    private static void Check(WalReader reader, ReadOnlySpan<byte> file)
    {
        var record = new byte[WalRecord.HeadSize + reader.Payload.Length];
        reader.Payload.CopyTo(record.AsSpan(WalRecord.HeadSize));
        WalRecord.WriteHead(record, reader.Type, reader.Position);
        BrokenPromiseException.ThrowUnless(file.StartsWith(record));
    }

    private static WalPosition Append(MemoryFiles files)
    {
        using var writer = new WalWriter(files, Folder, new());
        return writer.Append(1, "more"u8);
    }
}
