using CsCheck;
using Lapwing.Storage.Tests.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Tests.Wal;

public sealed class WalWriterTests
{
    private static readonly Gen<SomeRecord> AnyRecord = Gen.Select(
        Gen.Byte, Gen.Frequency((8, Gen.Int[0, 200]), (1, Gen.Int[0, 5000]), (1, Gen.Int[65_000, 80_000])).SelectMany(size => Gen.Byte.Array[size]),
        (type, payload) => new SomeRecord(type, payload));

    [Fact]
    public void Records_come_back_in_their_order() => Gen.Select(AnyRecord.Array[0, 30], Gen.Int[1, 3000]).Sample((records, segmentSize) =>
    {
        using var log = new WalFolder();
        using var writer = log.Writer(segmentSize);
        var positions = records.Select(record => writer.Append(record.Type, record.Payload)).ToList();

        var reader = log.Recover();
        foreach (var (record, position) in records.Zip(positions))
        {
            Assert.True(reader.MoveNext());
            Assert.Equal((record.Type, position), (reader.Type, reader.Position));
            Assert.True(reader.Payload.SequenceEqual(record.Payload));
        }

        Assert.False(reader.MoveNext());
        Assert.Empty(reader.Damage);
    }, iter: 200);

    [Fact]
    public void A_segment_ends_at_its_limit_and_a_record_beyond_it_has_one_of_its_own()
    {
        using var log = new WalFolder();
        using var writer = log.Writer(segmentSize: 100);

        Assert.Equal(new(1, 32), writer.Append(1, new byte[20]));
        Assert.Equal(new(1, 64), writer.Append(1, new byte[24]));
        Assert.Equal(new(2, 32), writer.Append(1, []));
        Assert.Equal(new(3, 32), writer.Append(1, new byte[1000]));
        Assert.Equal(new(4, 32), writer.Append(1, []));
        Assert.Equal(new(4, 44), writer.End);
    }

    [Fact]
    public void A_payload_may_be_built_in_place_and_be_shorter_than_thought()
    {
        using var log = new WalFolder();
        using var writer = log.Writer();

        writer.Begin(10);
        "abc"u8.CopyTo(writer.Begin(100_000));
        writer.Commit(7, 3);

        var record = Assert.Single(WalFolder.Records(log.Recover()));
        Assert.Equal((7, "abc"), (record.Type, System.Text.Encoding.UTF8.GetString(record.Payload)));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Commit(7, 3));
    }

    [Fact]
    public void The_longest_payload_comes_back_and_a_longer_one_is_refused()
    {
        using var log = new WalFolder();
        using var writer = log.Writer();

        writer.Append(1, new byte[WalRecord.MaxPayload]);

        Assert.Equal(WalRecord.MaxPayload, Assert.Single(WalFolder.Records(log.Recover())).Payload.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Begin(WalRecord.MaxPayload + 1));
    }

    [Fact]
    public void A_new_writer_goes_on_behind_what_is_there()
    {
        using var log = new WalFolder();
        log.Write([1, 2, 3]);
        log.Write([4, 5], segmentSize: 1);
        log.Write([6]);

        Assert.Equal([1, 2, 3, 4, 5, 6], log.Numbers());
        Assert.True(File.Exists(log.Segment(4)));
    }

    [Fact]
    public void Dropping_from_the_front_keeps_the_last_segment()
    {
        using var log = new WalFolder();
        log.Write(Enumerable.Range(1, 9), segmentSize: 1);
        using var writer = log.Writer();

        writer.DropBefore(4);
        Assert.Equal([4, 5, 6, 7, 8, 9], log.Numbers());

        writer.DropBefore(100);
        Assert.Equal([9], log.Numbers());
        Assert.Equal(10, writer.Append(1, []).Segment);
    }

    [Fact]
    public void Appending_allocates_nothing()
    {
        using var log = new WalFolder();
        using var writer = log.Writer();
        var payload = new byte[8000];
        writer.Append(1, payload);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            writer.Append(1, payload);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Syncing_brings_every_segment_since_the_last_time_to_the_disk_and_the_folder_with_it()
    {
        using var log = new WalFolder();
        var files = new SyncedFiles();
        using var writer = log.Writer(segmentSize: 1, files);
        writer.Append(1, []);
        writer.Append(1, []);
        Assert.Empty(files.Synced);

        writer.Sync();
        Assert.Equal(["folder", "00000001.wal", "folder", "00000002.wal"], files.Synced);

        writer.Append(1, []);
        writer.Sync();
        Assert.Equal(["00000002.wal", "folder", "00000003.wal"], files.Synced[4..]);
    }

    [Fact]
    public void Where_the_disk_is_always_waited_for_each_record_is_synced()
    {
        using var log = new WalFolder();
        var files = new SyncedFiles();
        using var writer = log.Writer(files: files, sync: FsyncMode.Always);
        writer.Append(1, []);
        writer.Append(1, []);

        Assert.Equal(["folder", "00000001.wal", "00000001.wal"], files.Synced);
    }

    [Fact]
    public async Task Records_are_appended_while_others_are_brought_to_the_disk()
    {
        using var log = new WalFolder();
        using var writer = log.Writer(segmentSize: 500);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var syncing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                writer.Sync();
            }
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 1000; i++)
        {
            var record = SomeRecord.Of(i);
            writer.Append(record.Type, record.Payload);
        }

        await stop.CancelAsync();
        await syncing;
        Assert.Equal(Enumerable.Range(0, 1000), log.Numbers());
    }
}
