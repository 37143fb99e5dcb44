using System.Buffers.Binary;
using Lapwing.Model;

namespace Lapwing.Storage.Crash;

/// <summary>
/// Appends numbered batches to a store, a minute of made-up time apart: the number in every series, and a new series now and then. What is due is done
/// all the time, so that blocks are written, made one of, and given up under way.
/// </summary>
internal static class AppendingToStore
{
    public const long Start = 1_700_006_400_000;
    public const long Step = 60_000;

    /// <summary>Batches after which another series begins.</summary>
    public const int SeriesEvery = 200;

    public static void Run(string folder, long first)
    {
        var time = new Clock();
        var store = SeriesStore.Open(Options(folder), time);
        store.Replayed.Wait();
        using var said = Console.OpenStandardOutput();
        var maintenance = Task.Run(() =>
        {
            while (true)
            {
                store.Maintain(wait: true);
            }
        });
        var bytes = new byte[sizeof(long)];
        for (var number = first; !maintenance.IsCompleted; number++)
        {
            time.Now = Start + (number * Step);
            var series = Begin(store, number);
            var values = new double[series.Length];
            Array.Fill(values, number);
            store.Append(time.Now, series, values);
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            said.Write(bytes);
        }
    }

    public static StoreOptions Options(string folder) => new()
    {
        Folder = folder, LogSegmentBytes = 64 << 10, Retention = TimeSpan.Zero, HeadBytes = 64 << 10, Fsync = new(FsyncMode.Interval, TimeSpan.FromHours(1)),
    };

    /// <summary>The series of a batch: one more for each so many batches before it, up to ten.</summary>
    public static int SeriesAt(long number) => (int)Math.Min(10, 1 + (number / SeriesEvery));

    private static SeriesRef[] Begin(SeriesStore store, long number)
    {
        var series = new SeriesRef[SeriesAt(number)];
        for (var i = 0; i < series.Length; i++)
        {
            store.TryGetOrAdd(Labels.From((Labels.MetricName, $"m{i}")), out series[i], i == 0 ? null : series[0]);
        }

        return series;
    }

    /// <summary>A clock that stands where it is put.</summary>
    private sealed class Clock : TimeProvider
    {
        private long _now = Start;

        public long Now
        {
            get => Volatile.Read(ref _now);
            set => Volatile.Write(ref _now, value);
        }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);
    }
}
