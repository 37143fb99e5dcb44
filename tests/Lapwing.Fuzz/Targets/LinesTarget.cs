using System.Text;
using Lapwing.Config;
using Lapwing.Probes.Files;
using Lapwing.Testing;

namespace Lapwing.Fuzz.Targets;

/// <summary>
/// A file of lines that grows: 0xFF in the input means a round. However it is cut, the whole lines that match are counted, each once.
/// </summary>
internal sealed class LinesTarget : IFuzzTarget
{
    private const byte Round = 0xff;

    /// <summary>Each round reads a line anew whose end has not come: that is work for a round, but not for half a million of them.</summary>
    private const int MaxRounds = 100;

    /// <summary>The same holds for the pieces of a round, which in truth are megabytes.</summary>
    private const int LongestInPieces = 10_000;

    private static readonly NoFileWatcher Watcher = new("");

    private readonly TempFolder _folder = new();

    public string Words => "a ERROR \n \r \r\n \n\n \u00e9 \ufeff \0 aaaaaaaa";

    public void Dispose() => _folder.Dispose();

    public void Run(ReadOnlySpan<byte> input)
    {
        var path = _folder["log"];
        using var log = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var counters = new LineCounters([new LineMatchConfig { Metric = "hits_total", Regex = "a" }]);
        BrokenPromiseException.ThrowUnless(RegularFile.TryOpen(path, Watcher, out var file, out var status, out _));
        using var tail = new LineTail(path, file!, status.Identity, counters, Watcher);
        var rounds = 0;
        foreach (var range in input.Split(Round))
        {
            log.Write(input[range]);
            if (rounds++ < MaxRounds)
                ReadAll(tail, most: input.Length < LongestInPieces ? 1 + (rounds * 7 % 1000) : LineTail.MaxLine);
        }

        ReadAll(tail, LineTail.MaxLine);
        BrokenPromiseException.ThrowUnless(counters.CutLines > 0 || counters.Measurements.Single().Value == Hits(input));
    }

    private static void ReadAll(LineTail tail, long most)
    {
        while (tail.Read(most) == most)
        {
        }
    }

    private static int Hits(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input.ToArray().Where(b => b != Round).ToArray());
        return text.Split('\n')[..^1].Count(line => line.Contains('a'));
    }
}
