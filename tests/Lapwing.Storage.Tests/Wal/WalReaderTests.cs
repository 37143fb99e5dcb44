using System.Buffers.Binary;
using Lapwing.Storage.Files;
using Lapwing.Storage.Tests.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Tests.Wal;

public sealed class WalReaderTests : IDisposable
{
    private readonly WalFolder _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Every_prefix_of_a_segment_yields_the_whole_records_before_the_cut()
    {
        var ends = Ends(_log.Write(Enumerable.Range(0, 6)));
        var whole = File.ReadAllBytes(_log.Segment(1));
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(_log.Segment(1), whole[..length]);
            var expected = ends.Count(end => end <= length);
            var kept = expected > 0 ? ends[expected - 1] : length < WalSegment.HeaderSize ? 0 : WalSegment.HeaderSize;

            var reader = _log.Recover();

            Assert.Equal(Enumerable.Range(0, expected), WalFolder.Numbers(reader));
            Assert.Equal(kept, new FileInfo(_log.Segment(1)).Length);
            Assert.Equal(
                kept == length ? [] : [new(1, kept, length - kept, WalDamageReason.TornEnd) { IsCut = true }], reader.Damage);
        }
    }

    [Fact]
    public void A_flipped_bit_costs_the_record_it_lies_in_and_no_other()
    {
        var ends = Ends(_log.Write(Enumerable.Range(0, 6)));
        var whole = File.ReadAllBytes(_log.Segment(1));
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var flipped = whole.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_log.Segment(1), flipped);
            var hit = bit / 8 < WalSegment.HeaderSize ? -1 : ends.Count(end => end <= bit / 8);

            var reader = _log.Recover();

            Assert.Equal(Enumerable.Range(0, 6).Where(number => number != hit), WalFolder.Numbers(reader));
            var damage = Assert.Single(reader.Damage);
            Assert.Equal(hit < 0 ? 0 : hit == 0 ? WalSegment.HeaderSize : ends[hit - 1], damage.Offset);
            Assert.Equal(hit switch { < 0 => WalDamageReason.BrokenHeader, 5 => WalDamageReason.TornEnd, _ => WalDamageReason.BrokenRecord }, damage.Reason);
        }
    }

    [Fact]
    public void The_image_of_a_record_within_a_broken_one_is_none()
    {
        _log.Write([1, 2]);
        var image = File.ReadAllBytes(_log.Segment(1))[WalSegment.HeaderSize..];
        using (var writer = _log.Writer())
        {
            writer.Append(1, image);
            writer.Append(3, SomeRecord.Of(3).Payload);
        }

        Flip(_log.Segment(2), WalSegment.HeaderSize);

        Assert.Equal([1, 2, 3], _log.Numbers());
    }

    [Fact]
    public void Only_the_last_segment_is_cut_and_zeros_are_no_records()
    {
        _log.Write([1], segmentSize: 1);
        _log.Write([2], segmentSize: 1);
        File.AppendAllText(_log.Segment(1), "half a rec");
        File.AppendAllText(_log.Segment(2), new string('\0', 5000));

        var reader = _log.Recover();

        Assert.Equal([1, 2], WalFolder.Numbers(reader));
        Assert.Equal([(1, 10, false), (2, 5000, true)], reader.Damage.Select(damage => (damage.Segment, damage.Bytes, damage.IsCut)));
        Assert.Single(Recovered());
    }

    [Fact]
    public void A_file_that_does_not_begin_as_a_segment_is_not_cut()
    {
        File.WriteAllText(_log.Segment(1), "Somebody's letter, which is longer than a header.");

        Assert.Equal([WalDamageReason.BrokenHeader, WalDamageReason.TornEnd], Recovered().Select(damage => damage.Reason));
        Assert.Equal(49, new FileInfo(_log.Segment(1)).Length);
    }

    [Fact]
    public void Missing_segments_are_said()
    {
        _log.Write(Enumerable.Range(1, 7), segmentSize: 1);
        foreach (var number in (int[])[1, 3, 5, 6])
        {
            File.Delete(_log.Segment(number));
        }

        Assert.Equal(["segment 3 is missing", "segments 5 to 6 are missing"], Recovered().Select(damage => $"{damage}"));
        Assert.Equal("segment 1 is missing", $"{_log.Recover(new(1, 32)).Damage[0]}");
        Assert.Equal([2, 4, 7], _log.Numbers());
    }

    [Fact]
    public void Reading_begins_at_a_position()
    {
        var positions = _log.Write(Enumerable.Range(0, 30), segmentSize: 200);
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(Enumerable.Range(i, 30 - i), WalFolder.Numbers(_log.Recover(positions[i])));
        }
    }

    [Fact]
    public void A_reader_follows_a_writer_up_to_what_it_acknowledged()
    {
        using var writer = _log.Writer(segmentSize: 300);
        var at = writer.End;
        for (var i = 0; i < 50; i++)
        {
            writer.Append((byte)i, SomeRecord.Of(i).Payload);
            var end = writer.End;
            File.AppendAllText(_log.Segment(end.Segment), "half");

            var reader = WalReader.Follow(new DiskFiles(), _log.Path, at, end);

            Assert.Equal([i], WalFolder.Numbers(reader));
            Assert.DoesNotContain(reader.Damage, damage => damage.Segment == end.Segment);
            at = end;
        }
    }

    [Fact]
    public void A_newer_version_is_an_error_that_changes_nothing()
    {
        _log.Write([1, 2]);
        var segment = File.ReadAllBytes(_log.Segment(1));
        BinaryPrimitives.WriteInt32LittleEndian(segment.AsSpan(8), 2);
        BinaryPrimitives.WriteUInt32LittleEndian(segment.AsSpan(28), Crc32C.Of(segment.AsSpan(0, 28)));
        segment = [.. segment, 1, 2, 3];
        File.WriteAllBytes(_log.Segment(1), segment);

        var error = Assert.Throws<WalException>(() => _log.Numbers());

        Assert.Contains($"{_log.Segment(1)} of the write-ahead log has format version 2, and this program reads version 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(segment, File.ReadAllBytes(_log.Segment(1)));
    }

    [Fact]
    public void What_cannot_be_read_is_an_error_with_its_path()
    {
        _log.Write([1]);

        var folder = Assert.Throws<WalException>(() => WalReader.Recover(new DiskFiles(), _log.Segment(1)));
        var segment = Assert.Throws<WalException>(() => WalReader.Recover(new FaultyFiles(new DiskFiles(), failFrom: 2), _log.Path).MoveNext());

        Assert.Contains($"The folder {_log.Segment(1)} of the write-ahead log cannot be read", folder.Message, StringComparison.Ordinal);
        Assert.Contains($"The segment {_log.Segment(1)} of the write-ahead log cannot be read", segment.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tail_that_cannot_be_cut_is_said_and_costs_nothing()
    {
        _log.Write([1]);
        File.AppendAllText(_log.Segment(1), "half");

        var reader = WalReader.Recover(new FaultyFiles(new DiskFiles(), failFrom: 3), _log.Path);

        Assert.Equal([1], WalFolder.Numbers(reader));
        Assert.False(Assert.Single(reader.Damage).IsCut);
        _log.Write([2]);
        Assert.Equal([1, 2], _log.Numbers());
    }

    [Fact]
    public void Reading_allocates_nothing_for_a_record()
    {
        _log.Write(Enumerable.Range(0, 1000));
        var reader = _log.Recover();
        reader.MoveNext();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 1000; i++)
        {
            reader.MoveNext();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(999, BinaryPrimitives.ReadInt32LittleEndian(reader.Payload));
    }

    private static List<int> Ends(List<WalPosition> positions) =>
        [.. positions.Select((position, i) => position.Offset + WalRecord.HeadSize + SomeRecord.Of(i).Payload.Length)];

    private static void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private IReadOnlyList<WalDamage> Recovered()
    {
        var reader = _log.Recover();
        WalFolder.Records(reader);
        return reader.Damage;
    }
}
