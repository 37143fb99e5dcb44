using System.Buffers.Binary;
using System.Globalization;
using Lapwing.Storage.Files;
using Lapwing.Storage.Wal;

// Appends numbered records to the log in a folder, and says each number when it is acknowledged, until it is killed. The line with the folder
// and the first number comes when the test wants it to begin, so that the next one may start while this one is still at work.
var line = Console.ReadLine()!.Split(' ', 2);
using var writer = new WalWriter(new DiskFiles(), line[1], new() { SegmentSize = 256 << 10 });
using var said = Console.OpenStandardOutput();
var bytes = new byte[sizeof(long)];
for (var number = long.Parse(line[0], CultureInfo.InvariantCulture); ; number++)
{
    BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
    var payload = writer.Begin(8192);
    payload.Fill((byte)number);
    bytes.CopyTo(payload);
    writer.Commit((byte)number, sizeof(long) + (int)(number * 7919 % 8000));
    said.Write(bytes);
}
