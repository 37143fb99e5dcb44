using System.Buffers.Binary;
using Lapwing.Storage.Files;
using Lapwing.Storage.Wal;

namespace Lapwing.Storage.Crash;

/// <summary>Appends numbered records to a log.</summary>
internal static class AppendingToLog
{
    public static void Run(string folder, long first)
    {
        using var writer = new WalWriter(new DiskFiles(), folder, new() { SegmentSize = 256 << 10 });
        using var said = Console.OpenStandardOutput();
        var bytes = new byte[sizeof(long)];
        for (var number = first; ; number++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            var payload = writer.Begin(8192);
            payload.Fill((byte)number);
            bytes.CopyTo(payload);
            writer.Commit((byte)number, sizeof(long) + (int)(number * 7919 % 8000));
            said.Write(bytes);
        }
    }
}
