using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Lapwing.Config;

namespace Lapwing.Probes.Files;

/// <summary>Counts the lines that match each of a target's expressions. Invalid UTF-8 is read as replacement characters.</summary>
internal sealed class LineCounters(IEnumerable<LineMatchConfig> matches)
{
    // NonBacktracking: an unlucky line takes time in proportion to its length, never for ever.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Counter[] _counters = [.. matches.Select(match => new Counter(match.Metric, new(match.Regex, Options)))];

    public bool IsEmpty => _counters.Length == 0;

    /// <summary>Lines that were longer than a line may be; of these only the beginning was matched.</summary>
    public long CutLines { get; private set; }

    public IEnumerable<Measurement> Measurements => _counters.Select(counter => new Measurement(counter.Metric, counter.Lines));

    /// <summary>Counts whole lines; each ends with LF or CR LF.</summary>
    public void Count(ReadOnlySpan<byte> lines)
    {
        var chars = ArrayPool<char>.Shared.Rent(lines.Length);
        var text = chars.AsSpan(0, Encoding.UTF8.GetChars(lines, chars));
        for (int end; (end = text.IndexOf('\n')) >= 0; text = text[(end + 1)..])
        {
            CountLine(text[..end]);
        }

        ArrayPool<char>.Shared.Return(chars);
    }

    /// <summary>Counts a line by its beginning, because it is too long.</summary>
    public void CountCut(ReadOnlySpan<byte> beginning)
    {
        CutLines++;
        CountLine(Encoding.UTF8.GetString(beginning));
    }

    private void CountLine(ReadOnlySpan<char> line)
    {
        const char byteOrderMark = '\uFEFF';
        if (line is [.., '\r'])
            line = line[..^1];

        if (line is [byteOrderMark, ..])
            line = line[1..];

        foreach (var counter in _counters)
        {
            if (counter.Regex.IsMatch(line))
                counter.Lines++;
        }
    }

    private sealed class Counter(string metric, Regex regex)
    {
        public string Metric => metric;

        public Regex Regex => regex;

        public long Lines { get; set; }
    }
}
