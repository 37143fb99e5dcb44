using System.Buffers.Binary;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Tests.Wal;

public sealed class WalCrashTests
{
    private const int Rounds = 200;

    /// <summary>Each process is killed at any moment of an append; the next one goes on behind what it left.</summary>
    [Fact]
    public async Task What_a_killed_process_acknowledged_is_there_in_order()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var log = new WalFolder();
        var random = new Random(1);
        var (last, torn) = (0L, 0);
        var next = new AppendingProcess();
        for (var round = 0; round < Rounds; round++)
        {
            using var process = next;
            await process.BeginAsync(log.Path, last + 1);
            next = new AppendingProcess();
            var acknowledged = await process.KillAfterAsync(random.Next(1, 1000), cancellation);

            var reader = log.Recover();
            var found = Check(reader, last);
            torn += reader.Damage.Count;
            Assert.All(reader.Damage, damage => Assert.True(damage.IsCut));
            Assert.InRange(found, acknowledged, acknowledged + 1);
            last = found;
            log.Writer().DropBefore(int.MaxValue);
        }

        next.Dispose();
        TestContext.Current.SendDiagnosticMessage($"{last} records, {torn} torn ends");
    }

    /// <summary>The last number, of records that each have the next one from where the segment before began.</summary>
    private static long Check(WalReader reader, long before)
    {
        long? last = null;
        while (reader.MoveNext())
        {
            var number = BinaryPrimitives.ReadInt64LittleEndian(reader.Payload);
            Assert.Equal((last + 1) ?? Math.Min(number, before + 1), number);
            Assert.Equal((byte)number, reader.Type);
            Assert.Equal(sizeof(long) + (number * 7919 % 8000), reader.Payload.Length);
            Assert.False(reader.Payload[sizeof(long)..].ContainsAnyExcept((byte)number));
            last = number;
        }

        return Assert.NotNull(last);
    }
}
