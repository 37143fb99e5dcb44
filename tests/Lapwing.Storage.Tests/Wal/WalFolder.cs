using System.Buffers.Binary;
using Lapwing.Storage.Files;
using Lapwing.Storage.Wal;
using Lapwing.Testing;

namespace Lapwing.Storage.Tests.Wal;

/// <summary>A record as a test sees it.</summary>
internal sealed record SomeRecord(byte Type, byte[] Payload)
{
    /// <summary>A record that tells its number, and whose size and content its number decides.</summary>
    public static SomeRecord Of(int number)
    {
        var payload = new byte[4 + (number * 37 % 90)];
        Array.Fill(payload, (byte)(number * 11));
        BinaryPrimitives.WriteInt32LittleEndian(payload, number);
        return new((byte)number, payload);
    }

    /// <summary>Its number, if it is just as <see cref="Of"/> makes it.</summary>
    public int Number
    {
        get
        {
            var number = BinaryPrimitives.ReadInt32LittleEndian(Payload);
            Assert.Equal(Of(number).Payload, Payload);
            Assert.Equal((byte)number, Type);
            return number;
        }
    }
}

/// <summary>A log in a folder of its own.</summary>
internal sealed class WalFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Path => _folder.Path;

    public string Segment(int number) => _folder[WalSegment.FileName(number)];

    public WalWriter Writer(int segmentSize = 64 << 20, IFileSystem? files = null, FsyncMode sync = FsyncMode.Interval) =>
        new(files ?? new DiskFiles(), Path, new() { SegmentSize = segmentSize, Sync = sync });

    /// <summary>Writes numbered records by a writer of its own.</summary>
    public List<WalPosition> Write(IEnumerable<int> numbers, int segmentSize = 64 << 20)
    {
        using var writer = Writer(segmentSize);
        return [.. numbers.Select(SomeRecord.Of).Select(record => writer.Append(record.Type, record.Payload))];
    }

    public WalReader Recover(WalPosition from = default) => WalReader.Recover(new DiskFiles(), Path, from);

    public List<int> Numbers() => Numbers(Recover());

    public static List<int> Numbers(WalReader reader) => [.. Records(reader).Select(record => record.Number)];

    public static List<SomeRecord> Records(WalReader reader)
    {
        var records = new List<SomeRecord>();
        while (reader.MoveNext())
        {
            records.Add(new(reader.Type, reader.Payload.ToArray()));
        }

        return records;
    }

    public void Dispose() => _folder.Dispose();
}
