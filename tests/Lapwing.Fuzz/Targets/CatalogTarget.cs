using System.IO.Hashing;
using Lapwing.Storage.Catalog;
using Lapwing.Storage.Wal;

namespace Lapwing.Fuzz.Targets;

/// <summary>
/// A catalog whose records are whole, and hold anything: the input is for each its type, two bytes of length, and the payload. Whatever they
/// are, numbers ascend, labels are of symbols told before, a writer goes on, and rewriting keeps each series.
/// </summary>
internal sealed class CatalogTarget : IFuzzTarget
{
    private const string Folder = "catalog";

    /// <summary>Five bytes may say a thousand labels: that is work for a record, but not for a megabyte of them.</summary>
    private const int Longest = 10_000;

    public string Words => "\u0001 \u0002 \u0001\u0004\0 \u0002\u0008\0 \0 \u007f \u00ff\u00ff\u00ff\u00ff\u0007";

    public void Run(ReadOnlySpan<byte> input)
    {
        var files = new MemoryFiles();
        Write(files, input[..Math.Min(Longest, input.Length)]);
        var (found, end) = Contents.Of(files);
        BrokenPromiseException.ThrowUnless(Contents.Of(files).Found.SequenceEqual(found));

        // Two billion is where numbers end.
        if (end.Symbols > CatalogRecord.MaxFirst || end.Series > CatalogRecord.MaxFirst)
            return;
        AddSeries(files, end);
        found.Add(Contents.HashOf(XxHash3.HashToUInt64("more"u8), XxHash3.HashToUInt64("more"u8)));
        BrokenPromiseException.ThrowUnless(Contents.Of(files).Found.SequenceEqual(found));

        CatalogRewrite.Run(files, Folder, new(), _ => true);
        BrokenPromiseException.ThrowUnless(Contents.Of(files).Found.SequenceEqual(found));
    }

    private static void Write(MemoryFiles files, ReadOnlySpan<byte> input)
    {
        files.CreateFolder(CatalogFolder.PathOf(Folder, 1));
        using var log = new WalWriter(files, CatalogFolder.PathOf(Folder, 1), new());
        while (input.Length > 3)
        {
            var length = Math.Min(input[1] | (input[2] << 8), input.Length - 3);
            log.Append(input[0], input.Slice(3, length));
            input = input[(3 + length)..];
        }
    }

    private static void AddSeries(MemoryFiles files, CatalogEnd end)
    {
        using var writer = new CatalogWriter(files, Folder, new(), end);
        var symbol = writer.AddSymbol("more"u8);
        writer.AddSeries([new(symbol, symbol)], 0, 0);
        writer.Flush();
    }

    /// <summary>The series as hashes of their labels.</summary>
    private sealed class Contents : ICatalogSink
    {
        private readonly Dictionary<int, ulong> _symbols = [];
        private readonly List<ulong> _series = [];
        private int _lastSymbol = -1;
        private int _lastSeries = -1;

        public static (List<ulong> Found, CatalogEnd End) Of(MemoryFiles files)
        {
            var contents = new Contents();
            var report = CatalogReader.Recover(files, Folder, contents);
            BrokenPromiseException.ThrowUnless(report.End.Symbols == contents._lastSymbol + 1);
            BrokenPromiseException.ThrowUnless(report.End.Series > contents._lastSeries);
            return (contents._series, report.End);
        }

        public static ulong HashOf(ulong name, ulong value, ulong before = 0) => (((before * 31) + name) * 31) + value;

        public void OnSymbol(int id, ReadOnlySpan<byte> utf8)
        {
            BrokenPromiseException.ThrowUnless(id > _lastSymbol);
            _symbols[_lastSymbol = id] = XxHash3.HashToUInt64(utf8);
        }

        public void OnSeries(int number, ReadOnlySpan<LabelRef> labels, int group, int column)
        {
            BrokenPromiseException.ThrowUnless(number > _lastSeries && group >= 0 && column >= 0);
            _lastSeries = number;
            var hash = 0UL;
            foreach (var (name, value) in labels)
            {
                hash = HashOf(_symbols[name], _symbols[value], hash);
            }

            _series.Add(hash);
        }
    }
}
