using Lapwing.Storage.Files;
using Lapwing.Storage.Tests.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Tests.Wal;

public sealed class WalFaultTests
{
    private const int Records = 12;

    /// <summary>Lets every operation of a scenario fail in turn, alone and with those that come after it.</summary>
    [Theory]
    [InlineData(FsyncMode.Interval, 1)]
    [InlineData(FsyncMode.Interval, 2)]
    [InlineData(FsyncMode.Interval, 5)]
    [InlineData(FsyncMode.Always, 1)]
    [InlineData(FsyncMode.Always, 2)]
    [InlineData(FsyncMode.Always, 5)]
    [InlineData(FsyncMode.Never, 1)]
    [InlineData(FsyncMode.Never, 3)]
    internal void Whatever_fails_what_was_acknowledged_is_there_in_order(FsyncMode sync, int failures)
    {
        var kinds = new HashSet<string>();
        for (var at = 1; ; at++)
        {
            using var log = new WalFolder();
            var files = new FaultyFiles(new DiskFiles(), at, failures);
            var (acknowledged, dropped) = Play(log, files, sync);
            if (files.Failed is null)
                break;

            kinds.Add(files.Failed);
            Check(log, acknowledged, dropped);
        }

        Assert.Equal(
            sync == FsyncMode.Never
                ? ["append", "create", "create folder", "delete", "list", "sync folder"]
                : ["append", "create", "create folder", "delete", "list", "sync", "sync folder"],
            kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_full_disk_costs_the_record_and_the_segment_goes_on()
    {
        using var log = new WalFolder();
        // The folder, the list, the file, its header, a record: the sixth is the second record.
        using var writer = log.Writer(files: new FaultyFiles(new DiskFiles(), failFrom: 6));
        Append(writer, 1);

        var error = Assert.Throws<IOException>(() => Append(writer, 2));
        Append(writer, 3);

        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        var reader = log.Recover();
        Assert.Equal([1, 3], WalFolder.Numbers(reader));
        Assert.Empty(reader.Damage);
        Assert.False(File.Exists(log.Segment(2)));
    }

    [Fact]
    public void Where_cutting_back_fails_too_a_new_segment_begins()
    {
        using var log = new WalFolder();
        using var writer = log.Writer(files: new FaultyFiles(new DiskFiles(), failFrom: 6, failures: 2));
        Append(writer, 1);

        Assert.Throws<IOException>(() => Append(writer, 2));
        Append(writer, 3);

        var reader = log.Recover();
        Assert.Equal([1, 3], WalFolder.Numbers(reader));
        Assert.Equal(WalDamageReason.TornEnd, Assert.Single(reader.Damage).Reason);
        Assert.True(File.Exists(log.Segment(2)));
    }

    [Fact]
    public void After_a_failed_sync_a_new_segment_begins_and_the_old_one_is_not_called_good()
    {
        using var log = new WalFolder();
        // The sixth operation syncs the folder, the seventh the file.
        var files = new FaultyFiles(new DiskFiles(), failFrom: 7);
        using var writer = log.Writer(files: files);
        Append(writer, 1);

        Assert.Throws<IOException>(writer.Sync);
        Assert.Equal("sync", files.Failed);
        var operations = files.Operations;
        writer.Sync();
        Assert.Equal(operations, files.Operations);

        Assert.Equal(2, Append(writer, 2).Segment);
        writer.Sync();
        Assert.Equal([1, 2], log.Numbers());
    }

    private static (List<int> Acknowledged, int Dropped) Play(WalFolder log, IFileSystem files, FsyncMode sync)
    {
        var acknowledged = new List<int>();
        var dropped = 0;
        using var writer = Try(() => log.Writer(segmentSize: 200, files, sync)) ?? log.Writer(segmentSize: 200);
        for (var i = 1; i <= Records; i++)
        {
            var number = i;
            var position = Try(() => new WalPosition?(Append(writer, number)));
            if (position is null)
                continue;

            acknowledged.Add(i);
            if (i % 4 == 0 && sync != FsyncMode.Never)
                Try(() => Sync(writer));
            if (i != 8)
                continue;
            // The segments before that of the eighth may go, or stay where deleting fails.
            dropped = i;
            Try(() => Drop(writer, position.Value.Segment));
        }

        return (acknowledged, dropped);
    }

    private static void Check(WalFolder log, List<int> acknowledged, int dropped)
    {
        var found = log.Numbers();
        Assert.Equal(found.Order().Distinct(), found);
        Assert.All(found, number => Assert.InRange(number, 1, Records));
        Assert.Empty(acknowledged.Where(number => number >= dropped).Except(found));

        log.Write([Records + 1]);
        Assert.Equal([.. found, Records + 1], log.Numbers());
    }

    private static WalPosition Append(WalWriter writer, int number) => writer.Append((byte)number, SomeRecord.Of(number).Payload);

    private static WalWriter Sync(WalWriter writer)
    {
        writer.Sync();
        return writer;
    }

    private static WalWriter Drop(WalWriter writer, int segment)
    {
        writer.DropBefore(segment);
        return writer;
    }

    private static T? Try<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (IOException)
        {
            return default;
        }
    }
}
